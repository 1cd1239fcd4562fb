package io.proxynas.condense.match;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.Architecture;
import java.util.function.Consumer;

/**
 * The embedding of one iteration: a network without its last layer.
 *
 * @param architecture one of {@link Embeddings#architectures}
 * @param weights puts the weights into a network of this architecture; called by several threads,
 *     each with its own network
 */
public record Embedding(Architecture architecture, Consumer<Network> weights) {}
