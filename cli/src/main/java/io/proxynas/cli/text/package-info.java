/**
 * Last in a command: what it prints when it ends, and what stands around its options in the help.
 * Values go in and text comes out; nothing is printed here. There is a class for each command's
 * result, {@link HelpText} has the words to choose from, {@link CommandLineText} writes command
 * lines, and {@link Format} numbers and times.
 */
@NullMarked
package io.proxynas.cli.text;

import org.jspecify.annotations.NullMarked;
