/**
 * A user's own space: slots of named choices of layers in, networks out.
 *
 * <p>{@link ChainProvider} reads the file. A {@link ChainSpace} has a {@link Slot} for each place
 * in the network, with the {@link ChainLayer}s that may stand there; one choice a slot makes a
 * {@link Chain}.
 */
@NullMarked
package io.proxynas.nas.space.chain;

import org.jspecify.annotations.NullMarked;
