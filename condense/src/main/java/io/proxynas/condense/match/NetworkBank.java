package io.proxynas.condense.match;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.HashMap;
import java.util.Map;

/** One worker's networks, one of each architecture, compiled when it is first drawn. */
final class NetworkBank implements AutoCloseable {

  private final ImageShape shape;
  private final int classes;
  private final Map<Architecture, Network> networks = new HashMap<>();

  NetworkBank(ImageShape shape, int classes) {
    this.shape = shape;
    this.classes = classes;
  }

  /** The network of an embedding, with its weights. */
  Network load(Embedding embedding) {
    Network network = networks.computeIfAbsent(embedding.architecture(), this::compile);
    embedding.weights().accept(network);
    return network;
  }

  private Network compile(Architecture architecture) {
    return Network.compile(architecture.configuration(shape, classes, 1), shape);
  }

  /** Whether an architecture's embeddings depend on the other images of a batch. */
  boolean normalizesOverBatch(Architecture architecture) {
    try (Network network = compile(architecture)) {
      return network.normalizesOverBatch();
    }
  }

  @Override
  public void close() {
    networks.values().forEach(Network::close);
    networks.clear();
  }
}
