/**
 * Between the network and what computes it.
 *
 * <p>A {@link Backend} makes an {@link Executable} of a program for one batch size and one {@link
 * Pass}. {@link NetworkState} is what the executables of a network share: its weights, their
 * gradients, and where dropout draws from.
 */
@NullMarked
package io.proxynas.engine.backend;

import org.jspecify.annotations.NullMarked;
