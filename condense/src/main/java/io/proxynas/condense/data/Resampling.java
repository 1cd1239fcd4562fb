package io.proxynas.condense.data;

/**
 * Resamples one axis of an image with a triangle filter: bilinear when it grows, and averaging over
 * all source pixels under the widened triangle when it shrinks, so that fine detail does not alias
 * (the antialiased bilinear filter of Pillow).
 *
 * @param first of each output, the first source pixel under its triangle
 * @param weights of each output, the weights of the source pixels from there on; they sum to 1
 */
record Resampling(int[] first, float[][] weights) {

  /**
   * The weights for an interval of the source.
   *
   * @param source pixels along the axis
   * @param from start of the interval in source pixels, may be fractional
   * @param length of the interval in source pixels
   * @param outputs pixels to make of the interval
   */
  static Resampling of(int source, double from, double length, int outputs) {
    double scale = length / outputs;
    double support = Math.max(1, scale);
    int[] first = new int[outputs];
    float[][] weights = new float[outputs][];
    for (int o = 0; o < outputs; o++) {
      double centre = from + (o + 0.5) * scale;
      int low = (int) Math.max(0, Math.floor(centre - support + 0.5));
      int high = (int) Math.min(source, Math.floor(centre + support + 0.5));
      first[o] = low;
      weights[o] = triangle(centre, support, low, high);
    }
    return new Resampling(first, weights);
  }

  private static float[] triangle(double centre, double support, int low, int high) {
    double[] raw = new double[high - low];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.max(0, 1 - Math.abs(low + i + 0.5 - centre) / support);
      sum += raw[i];
    }
    float[] weights = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = (float) (raw[i] / sum);
    }
    return weights;
  }

  /**
   * The square in the middle of an image, as wide as its short side, resampled: the same as
   * resizing the short side to {@code size} and then cropping the centre.
   *
   * @param plane (height, width)
   * @return (size, size)
   */
  static float[] centreSquare(float[] plane, int height, int width, int size) {
    int side = Math.min(height, width);
    Resampling columns = of(width, (width - side) / 2.0, side, size);
    Resampling rows = of(height, (height - side) / 2.0, side, size);
    float[] narrow = new float[height * size]; // (height, size)
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < size; x++) {
        narrow[y * size + x] = columns.sum(plane, x, y * width, 1);
      }
    }
    float[] square = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        square[y * size + x] = rows.sum(narrow, y, x, size);
      }
    }
    return square;
  }

  private float sum(float[] values, int output, int start, int stride) {
    float[] w = weights[output];
    int at = start + first[output] * stride;
    float sum = 0;
    for (float weight : w) {
      sum += weight * values[at];
      at += stride;
    }
    return sum;
  }
}
