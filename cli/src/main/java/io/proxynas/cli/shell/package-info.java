/**
 * What surrounds a command and is the same for all of them: environment, folder and streams, and
 * how the process tells its caller that it ended.
 */
@NullMarked
package io.proxynas.cli.shell;

import org.jspecify.annotations.NullMarked;
