package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;

/** Copies. */
record Identity() implements Transform {

  @Override
  public void apply(float[] images, int from, int count, ImageShape shape, float[] result) {
    PlaneTransform.requireDistinct(images, result);
    System.arraycopy(
        images, from * shape.size(), result, from * shape.size(), count * shape.size());
  }

  @Override
  public void adjoint(float[] gradient, int from, int count, ImageShape shape, float[] result) {
    apply(gradient, from, count, shape, result);
  }
}
