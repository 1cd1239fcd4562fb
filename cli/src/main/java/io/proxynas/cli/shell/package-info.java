/**
 * Around the commands: what is the same for all of them. A {@link Shell} has environment, folder
 * and streams, of which a test has its own; {@link ExitCode} and {@link FailedException} are how
 * the process tells its caller that it ended.
 */
@NullMarked
package io.proxynas.cli.shell;

import org.jspecify.annotations.NullMarked;
