package io.proxynas.train.augment;

import io.proxynas.engine.backend.Alteration;
import java.util.Arrays;

/**
 * The result at (y, x) is the image at (y + rows, x + columns), or 0 outside.
 *
 * @param rows of any sign
 * @param columns of any sign
 */
record Shift(int rows, int columns) implements PlaneTransform {

  @Override
  public void applyPlane(
      boolean adjoint, float[] plane, int offset, int height, int width, float[] result) {
    int down = adjoint ? -rows : rows;
    int right = adjoint ? -columns : columns;
    int kept = Math.max(0, width - Math.abs(right));
    int source = Math.max(0, right);
    int target = Math.max(0, -right);
    for (int y = 0; y < height; y++) {
      int row = offset + y * width;
      boolean inside = y + down >= 0 && y + down < height && kept > 0;
      Arrays.fill(result, row, row + width, 0);
      if (inside) {
        System.arraycopy(plane, row + down * width + source, result, row + target, kept);
      }
    }
  }

  @Override
  public Alteration alteration() {
    return Alteration.of(new Alteration.Sampling(1, 0, 0, 1, columns, rows));
  }
}
