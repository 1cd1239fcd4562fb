/**
 * Options that several commands share, and how their values are read. Each class is a picocli mixin
 * that turns what the user wrote into a value of the library, or refuses it in one sentence.
 */
@NullMarked
package io.proxynas.cli.option;

import org.jspecify.annotations.NullMarked;
