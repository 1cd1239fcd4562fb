package io.proxynas.train.internal.image;

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

  /**
   * One axis of the square in the middle of an image, as wide as its short side: the same as
   * resizing the short side to {@code size} and then cropping the centre.
   *
   * @param axis pixels along this axis
   * @param other pixels along the other one
   * @param size pixels to make
   */
  static Resampling ofCentre(int axis, int other, int size) {
    int side = Math.min(axis, other);
    return of(axis, (axis - side) / 2.0, side, size);
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

  /** The first source pixel that is used. */
  int start() {
    return first[0];
  }

  /** The source pixel after the last one that is used. */
  int end() {
    int last = first.length - 1;
    return first[last] + weights[last].length;
  }

  /**
   * Resamples across lines: adds one source line to the outputs under whose triangle it lies.
   *
   * @param source the number of the line
   * @param line holds its values
   * @param from the first of them
   * @param into (outputs, values)
   * @param count of the values
   */
  void addLine(int source, float[] line, int from, float[] into, int count) {
    for (int o = 0; o < first.length; o++) {
      int tap = source - first[o];
      if (tap >= 0 && tap < weights[o].length) {
        float weight = weights[o][tap];
        int to = o * count;
        for (int x = 0; x < count; x++) {
          into[to + x] += weight * line[from + x];
        }
      }
    }
  }

  /**
   * Resamples along one line.
   *
   * @param values that hold the line, its used part at least
   * @param from where it begins, or would; may be below 0
   * @param into receives the outputs
   */
  void along(float[] values, int from, float[] into) {
    for (int o = 0; o < first.length; o++) {
      int at = from + first[o];
      float sum = 0;
      for (float weight : weights[o]) {
        sum += weight * values[at++];
      }
      into[o] = sum;
    }
  }
}
