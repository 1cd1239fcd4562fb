package io.proxynas.model.onnx;

import io.proxynas.engine.architecture.ImageShape;

/**
 * What a node gives.
 *
 * @param name of it in the graph
 * @param shape of one image
 * @param isFlat whether it is (N, C·H·W) there, and not (N, C, H, W)
 */
record Value(String name, ImageShape shape, boolean isFlat) {

  static Value image(String name, ImageShape shape) {
    return new Value(name, shape, false);
  }

  static Value flat(String name, int size) {
    return new Value(name, new ImageShape(size, 1, 1), true);
  }

  /** What a node gives that keeps the form of this value. */
  Value as(String newName) {
    return new Value(newName, shape, isFlat);
  }
}
