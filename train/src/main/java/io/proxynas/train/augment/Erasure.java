package io.proxynas.train.augment;

import io.proxynas.engine.backend.Alteration;
import java.util.Arrays;

/**
 * Zeros in a rectangle, as far as it lies in the image; its own adjoint.
 *
 * @param top first row
 * @param bottom row after the last
 * @param left first column
 * @param right column after the last
 */
record Erasure(int top, int bottom, int left, int right) implements PlaneTransform {

  @Override
  public void applyPlane(
      boolean adjoint, float[] plane, int offset, int height, int width, float[] result) {
    System.arraycopy(plane, offset, result, offset, height * width);
    int from = Math.max(0, left);
    int to = Math.max(from, Math.min(width, right));
    for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      int row = offset + y * width;
      Arrays.fill(result, row + from, row + to, 0);
    }
  }

  @Override
  public Alteration alteration() {
    return Alteration.of(new Alteration.Rectangle(top, bottom, left, right));
  }
}
