package io.proxynas.condense.embed;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One worker's networks, one of each architecture, compiled when it is drawn. The {@value #KEPT}
 * used last are kept, so that a mixture of hundreds does not fill the memory.
 */
public final class NetworkBank implements AutoCloseable {

  static final int KEPT = 8;

  private final ImageShape shape;
  private final int classes;
  private final Map<Architecture, Network> networks = new LinkedHashMap<>();

  public NetworkBank(ImageShape shape, int classes) {
    this.shape = shape;
    this.classes = classes;
  }

  /** The network of an embedding, with its weights. */
  public Network load(Embedding embedding) {
    Network network = network(embedding.architecture());
    embedding.weights().accept(network);
    return network;
  }

  /** The one used last is last in the map. */
  private Network network(Architecture architecture) {
    Network network = networks.remove(architecture);
    if (network == null) {
      if (networks.size() == KEPT) {
        networks.remove(networks.keySet().iterator().next()).close();
      }
      network = compile(architecture);
    }
    networks.put(architecture, network);
    return network;
  }

  private Network compile(Architecture architecture) {
    return Network.compile(architecture.configuration(shape, classes, 1), shape);
  }

  /** Whether an architecture's embeddings depend on the other images of a batch. */
  public boolean normalizesOverBatch(Architecture architecture) {
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
