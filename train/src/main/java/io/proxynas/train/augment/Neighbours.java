package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;
import java.util.Arrays;

/** For each pixel of a result of {@link LinearResampling}, the pixels that it is mixed from. */
final class Neighbours {

  /*
   * The four neighbours of a source point and their weights are the same for every plane, so they
   * are kept in tables. The weight of the pixel in column k for a source at x is the tent
   * max(0, 1 - |x - k|). The left one of the two columns is clamped to [0, W - 2]: the tent then
   * gives a point beyond the border its share of the border pixel, and nothing further out.
   */

  private final ImageShape shape;
  private final int[] neighbour; // (H·W) index in the plane of the upper left neighbour
  private final float[] upperLeft; // (H·W) weights
  private final float[] upperRight;
  private final float[] lowerLeft;
  private final float[] lowerRight;

  Neighbours(ImageShape shape, double xx, double xy, double yx, double yy) {
    int height = shape.height();
    int width = shape.width();
    int plane = height * width;
    this.shape = shape;
    neighbour = new int[plane];
    upperLeft = new float[plane];
    upperRight = new float[plane];
    lowerLeft = new float[plane];
    lowerRight = new float[plane];
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    for (int y = 0, p = 0; y < height; y++) {
      double v = y - centreY;
      for (int x = 0; x < width; x++, p++) {
        double u = x - centreX;
        place(p, centreX + xx * u + xy * v, centreY + yx * u + yy * v);
      }
    }
  }

  private void place(int p, double x, double y) {
    int column = clamp((int) Math.floor(x), shape.width() - 2);
    int row = clamp((int) Math.floor(y), shape.height() - 2);
    double left = tent(x - column);
    double right = shape.width() > 1 ? tent(x - column - 1) : 0;
    double upper = tent(y - row);
    double lower = shape.height() > 1 ? tent(y - row - 1) : 0;
    neighbour[p] = row * shape.width() + column;
    upperLeft[p] = (float) (upper * left);
    upperRight[p] = (float) (upper * right);
    lowerLeft[p] = (float) (lower * left);
    lowerRight[p] = (float) (lower * right);
  }

  private static int clamp(int index, int last) {
    return Math.max(0, Math.min(last, index));
  }

  private static double tent(double distance) {
    double weight = 1 - Math.abs(distance);
    return weight > 0 ? weight : 0; // Math.max(double, double) is much slower
  }

  /** As {@link PlaneTransform#applyPlane}. */
  void apply(boolean adjoint, float[] plane, int offset, int height, int width, float[] result) {
    int right = width > 1 ? 1 : 0;
    int down = height > 1 ? width : 0;
    if (adjoint) {
      Arrays.fill(result, offset, offset + neighbour.length, 0);
      for (int p = 0; p < neighbour.length; p++) {
        int q = offset + neighbour[p];
        float g = plane[offset + p];
        result[q] += upperLeft[p] * g;
        result[q + right] += upperRight[p] * g;
        result[q + down] += lowerLeft[p] * g;
        result[q + down + right] += lowerRight[p] * g;
      }
      return;
    }
    for (int p = 0; p < neighbour.length; p++) {
      int q = offset + neighbour[p];
      result[offset + p] =
          upperLeft[p] * plane[q]
              + upperRight[p] * plane[q + right]
              + lowerLeft[p] * plane[q + down]
              + lowerRight[p] * plane[q + down + right];
    }
  }
}
