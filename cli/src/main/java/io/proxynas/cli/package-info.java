/**
 * The program {@code nas-search}: {@link io.proxynas.cli.Main} starts a command, turns what it
 * throws into one line and an exit code, and ends it cleanly on Ctrl-C. The packages below follow
 * each other: a command reads its options, shows its progress, and prints its results as text.
 */
@NullMarked
package io.proxynas.cli;

import org.jspecify.annotations.NullMarked;
