/** The command line around the flow: options in, progress and results out, exit codes. */
@NullMarked
package io.proxynas.cli;

import org.jspecify.annotations.NullMarked;
