package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;

/** A linear transform that treats each channel of each image, one plane of H × W, alike. */
sealed interface PlaneTransform extends Transform permits Shift, Erasure, Mirror, Resampling {

  /**
   * Transforms one plane.
   *
   * @param plane holds the plane at {@code offset}
   * @param result receives it at {@code offset}
   */
  void applyPlane(float[] plane, int offset, int height, int width, float[] result);

  /** As {@link #applyPlane}, with the transposed map. */
  void adjointPlane(float[] plane, int offset, int height, int width, float[] result);

  /** Throws if this transform was drawn for another shape. */
  default void requireShape(ImageShape shape) {}

  @Override
  default void apply(float[] images, int from, int count, ImageShape shape, float[] result) {
    requireDistinct(images, result);
    requireShape(shape);
    int plane = shape.height() * shape.width();
    int end = (from + count) * shape.size();
    for (int offset = from * shape.size(); offset < end; offset += plane) {
      applyPlane(images, offset, shape.height(), shape.width(), result);
    }
  }

  @Override
  default void adjoint(float[] gradient, int from, int count, ImageShape shape, float[] result) {
    requireDistinct(gradient, result);
    requireShape(shape);
    int plane = shape.height() * shape.width();
    int end = (from + count) * shape.size();
    for (int offset = from * shape.size(); offset < end; offset += plane) {
      adjointPlane(gradient, offset, shape.height(), shape.width(), result);
    }
  }

  static void requireDistinct(float[] images, float[] result) {
    if (images == result) {
      throw new IllegalArgumentException(
          "images and result must be different arrays, but were the same");
    }
  }
}
