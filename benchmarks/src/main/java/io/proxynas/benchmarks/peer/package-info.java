/**
 * Work done side by side with PyTorch and DL4J, one round at a time, as the script {@code
 * benchmarks/peers} asks for it: {@link PeerServer} does the rounds of a {@code WorkPair}, and
 * {@link Peak} measures the arithmetic of the machine.
 */
@NullMarked
package io.proxynas.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
