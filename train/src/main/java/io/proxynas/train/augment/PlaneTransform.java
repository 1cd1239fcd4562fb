package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;

/** A linear transform that treats each channel of each image, one plane of H × W, alike. */
sealed interface PlaneTransform extends Transform permits Shift, Erasure, Mirror, LinearResampling {

  /**
   * Transforms one plane.
   *
   * @param adjoint whether by the transposed map
   * @param plane holds the plane at {@code offset}
   * @param result receives it at {@code offset}
   */
  void applyPlane(
      boolean adjoint, float[] plane, int offset, int height, int width, float[] result);

  /** Throws if this transform was drawn for another shape. */
  default void requireShape(ImageShape shape) {}

  @Override
  default void apply(float[] images, int from, int count, ImageShape shape, float[] result) {
    apply(false, images, from, count, shape, result);
  }

  @Override
  default void adjoint(float[] gradient, int from, int count, ImageShape shape, float[] result) {
    apply(true, gradient, from, count, shape, result);
  }

  private void apply(
      boolean adjoint, float[] images, int from, int count, ImageShape shape, float[] result) {
    requireDistinct(images, result);
    requireShape(shape);
    int plane = shape.height() * shape.width();
    int end = (from + count) * shape.size();
    for (int offset = from * shape.size(); offset < end; offset += plane) {
      applyPlane(adjoint, images, offset, shape.height(), shape.width(), result);
    }
  }

  static void requireDistinct(float[] images, float[] result) {
    if (images == result) {
      throw new IllegalArgumentException(
          "images and result must be different arrays, but were the same");
    }
  }
}
