package io.proxynas.condense.embed;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.Architecture;
import java.util.function.Consumer;

/**
 * The embedding of one iteration: a network without its last layer.
 *
 * @param architecture one of {@link Embeddings#architectures}
 * @param weights puts the weights into a network of this architecture; called by several threads,
 *     each with its own network
 * @param crossEntropy weight of the mean cross-entropy of each class's synthetic images by the
 *     whole network, which is added to the discrepancy; at least 0
 */
public record Embedding(Architecture architecture, Consumer<Network> weights, double crossEntropy) {

  /** Without cross-entropy. */
  Embedding(Architecture architecture, Consumer<Network> weights) {
    this(architecture, weights, 0);
  }
}
