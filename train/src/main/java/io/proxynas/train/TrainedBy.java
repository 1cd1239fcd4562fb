package io.proxynas.train;

import java.io.Serializable;

/** Who trained a network. */
public sealed interface TrainedBy extends Serializable {

  /** The engine. */
  TrainedBy ENGINE = new Engine();

  /** Nobody: the network was scored without training. */
  TrainedBy NOBODY = new Nobody();

  /** The engine. */
  record Engine() implements TrainedBy {}

  /**
   * DL4J, since the engine does not know a part of the configuration.
   *
   * @param reason the engine's sentence, which names the layer and its type
   */
  record Dl4j(String reason) implements TrainedBy {}

  /** See {@link #NOBODY}. */
  record Nobody() implements TrainedBy {}
}
