package io.proxynas.train.augment;

import java.util.Arrays;

/**
 * The result at (y, x) is the image at (y + rows, x + columns), or 0 outside.
 *
 * @param rows of any sign
 * @param columns of any sign
 */
record Shift(int rows, int columns) implements PlaneTransform {

  @Override
  public void applyPlane(float[] plane, int offset, int height, int width, float[] result) {
    shift(rows, columns, plane, offset, height, width, result);
  }

  @Override
  public void adjointPlane(float[] plane, int offset, int height, int width, float[] result) {
    shift(-rows, -columns, plane, offset, height, width, result);
  }

  private static void shift(
      int rows, int columns, float[] plane, int offset, int height, int width, float[] result) {
    int kept = Math.max(0, width - Math.abs(columns));
    int source = Math.max(0, columns);
    int target = Math.max(0, -columns);
    for (int y = 0; y < height; y++) {
      int row = offset + y * width;
      boolean inside = y + rows >= 0 && y + rows < height && kept > 0;
      Arrays.fill(result, row, row + width, 0);
      if (inside) {
        System.arraycopy(plane, row + rows * width + source, result, row + target, kept);
      }
    }
  }
}
