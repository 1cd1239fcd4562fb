/**
 * The commands, one class each, listed by {@link Commands}: from the options to a call of the
 * library that does the work, and from its result to a text. Nothing is computed here.
 */
@NullMarked
package io.proxynas.cli.command;

import org.jspecify.annotations.NullMarked;
