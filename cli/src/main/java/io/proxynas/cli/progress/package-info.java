/**
 * How a command goes, on stderr while it works: a bar on a terminal, lines elsewhere, with the time
 * left.
 */
@NullMarked
package io.proxynas.cli.progress;

import org.jspecify.annotations.NullMarked;
