/**
 * Below the commands: options that several of them share, and how their values are read. Each class
 * is a picocli mixin that turns what the user wrote into a value of the library, or refuses it in
 * one sentence; {@link OptionValues} reads what they have in common, such as words between commas
 * and times.
 */
@NullMarked
package io.proxynas.cli.option;

import org.jspecify.annotations.NullMarked;
