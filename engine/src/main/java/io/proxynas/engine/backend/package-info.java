/**
 * Between the network and what computes it.
 *
 * <p>A {@link Backend} makes an {@link Executable} of a program for one batch size and one {@link
 * Pass}. {@link NetworkState} is what the executables of a network share: its weights, their
 * gradients, and where dropout draws from. A {@link BackendProvider} says which {@link Device}s its
 * back end computes on, and a {@link DeviceRequest} which of them is asked for.
 */
@NullMarked
package io.proxynas.engine.backend;

import org.jspecify.annotations.NullMarked;
