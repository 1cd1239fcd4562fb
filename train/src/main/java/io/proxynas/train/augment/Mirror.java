package io.proxynas.train.augment;

import io.proxynas.engine.backend.Alteration;

/** Left and right exchanged; its own adjoint and inverse. */
record Mirror() implements PlaneTransform {

  @Override
  public void applyPlane(
      boolean adjoint, float[] plane, int offset, int height, int width, float[] result) {
    for (int y = 0; y < height; y++) {
      int first = offset + y * width;
      int last = first + width - 1;
      for (int x = 0; x < width; x++) {
        result[first + x] = plane[last - x];
      }
    }
  }

  @Override
  public Alteration alteration() {
    return Alteration.of(Alteration.Sampling.MIRROR);
  }
}
