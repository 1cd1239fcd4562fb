/**
 * The program {@code nas-search}: {@link Main} starts a command, {@code Errors} turns what it
 * throws into one line and an exit code, and {@code Interruption} ends it cleanly on Ctrl-C. The
 * packages below follow each other: a command reads its options, shows its progress, and prints its
 * results as text.
 */
@NullMarked
package io.proxynas.cli;

import org.jspecify.annotations.NullMarked;
