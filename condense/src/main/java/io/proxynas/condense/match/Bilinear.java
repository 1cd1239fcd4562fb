package io.proxynas.condense.match;

/**
 * Bilinear resampling of a plane to another size, pixels being squares whose centres are sampled
 * ({@code align_corners=False} in PyTorch), with its exact adjoint. Halving an even size gives the
 * means of blocks of 2x2.
 *
 * @param source the plane to read
 * @param target the plane to write
 */
record Bilinear(Plane source, Plane target) {

  /**
   * Where a plane's values are: row y begins {@code y · stride} after its first value.
   *
   * @param stride values from a row to the next
   */
  record Plane(int height, int width, int stride) {}

  /** Overwrites the target plane, whose first value is {@code to}, with the resampled source. */
  void apply(float[] values, int from, float[] into, int to) {
    resample(false, values, from, into, to);
  }

  /** Adds the transposed map of the target plane to the source plane. */
  void addAdjoint(float[] gradient, int to, float[] into, int from) {
    resample(true, into, from, gradient, to);
  }

  private void resample(boolean adjoint, float[] values, int from, float[] targets, int to) {
    for (int y = 0; y < target.height; y++) {
      float sy = position(y, source.height, target.height);
      int top = from + (int) sy * source.stride;
      int bottom = from + Math.min((int) sy + 1, source.height - 1) * source.stride;
      float down = sy - (int) sy;
      for (int x = 0; x < target.width; x++) {
        float sx = position(x, source.width, target.width);
        int left = (int) sx;
        int right = Math.min(left + 1, source.width - 1);
        float across = sx - left;
        int at = to + y * target.stride + x;
        if (adjoint) {
          float g = targets[at];
          values[top + left] += (1 - down) * (1 - across) * g;
          values[top + right] += (1 - down) * across * g;
          values[bottom + left] += down * (1 - across) * g;
          values[bottom + right] += down * across * g;
        } else {
          float above = (1 - across) * values[top + left] + across * values[top + right];
          float below = (1 - across) * values[bottom + left] + across * values[bottom + right];
          targets[at] = (1 - down) * above + down * below;
        }
      }
    }
  }

  /** The centre of a target pixel, counted in source pixels from the centre of the first. */
  private static float position(int index, int sourceSize, int targetSize) {
    return Math.max(0, (index + 0.5f) * sourceSize / targetSize - 0.5f);
  }
}
