package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.layer.UnsupportedLayerException;

/** The two sentences by which the engine refuses a part of a configuration. */
final class Unsupported {

  private Unsupported() {}

  static void require(Node node, boolean supported, String what) {
    if (!supported) {
      throw new UnsupportedLayerException(
          "the engine does not know "
              + what
              + ", but layer "
              + node.name()
              + " has it, a "
              + node.part().getClass().getName());
    }
  }

  static UnsupportedLayerException unknown(Node node, Object part) {
    return new UnsupportedLayerException(
        "the engine knows convolution, dense, pooling, padding, normalization, dropout and"
            + " activation layers, sums, products, maxima and merges, but "
            + node.name()
            + " is a "
            + part.getClass().getName());
  }
}
