/**
 * After DL4J in the flow: a network as the engine sees it, a graph of tensor operations before any
 * batch size or back end.
 *
 * <p>A {@link Program} has {@link Instruction}s, each an {@link Operation} on the results of
 * others, {@link Parameter}s that lie in one flat vector, and a {@link Loss}. A {@link Window}
 * slides over an image along an {@link Axis} in each direction.
 */
@NullMarked
package io.proxynas.engine.graph;

import org.jspecify.annotations.NullMarked;
