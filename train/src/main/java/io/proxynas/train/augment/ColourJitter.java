package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;

/**
 * Brightness, then saturation, then contrast.
 *
 * @param shift b, added to every value
 * @param saturation s, the factor about the channel mean of the pixel
 * @param contrast c, the factor about the mean of the image
 */
record ColourJitter(float shift, float saturation, float contrast) implements Transform {

  /*
   * With m the channel mean of a pixel and M the mean of the image, the three steps are
   *   x1 = x + b,  x2 = s (x1 - m1) + m1,  x3 = c (x2 - M2) + M2,
   * where m1 = m + b, and M2 = M + b because saturation keeps m. Inserted:
   *   x3 = c s x + c (1 - s) m + (1 - c) M + b.
   * Taking either mean is a symmetric map, so the linear part is its own adjoint.
   */

  @Override
  public void apply(float[] images, int from, int count, ImageShape shape, float[] result) {
    jitter(shift, images, from, count, shape, result);
  }

  @Override
  public void adjoint(float[] gradient, int from, int count, ImageShape shape, float[] result) {
    jitter(0, gradient, from, count, shape, result);
  }

  private void jitter(
      float added, float[] images, int from, int count, ImageShape shape, float[] result) {
    PlaneTransform.requireDistinct(images, result);
    int plane = shape.height() * shape.width();
    float own = contrast * saturation;
    float pixelMean = contrast * (1 - saturation);
    for (int i = from; i < from + count; i++) {
      int first = i * shape.size();
      channelMeans(images, first, plane, shape.channels(), result);
      float constant = (1 - contrast) * mean(result, first, plane) + added;
      // Backwards: the first plane of the result holds the channel means until it is overwritten.
      for (int c = shape.channels() - 1; c >= 0; c--) {
        int offset = first + c * plane;
        for (int p = 0; p < plane; p++) {
          result[offset + p] = own * images[offset + p] + pixelMean * result[first + p] + constant;
        }
      }
    }
  }

  /** Leaves the mean over the channels of each pixel in the first plane of the result. */
  private static void channelMeans(
      float[] images, int first, int plane, int channels, float[] result) {
    System.arraycopy(images, first, result, first, plane);
    for (int c = 1; c < channels; c++) {
      int offset = first + c * plane;
      for (int p = 0; p < plane; p++) {
        result[first + p] += images[offset + p];
      }
    }
    if (channels > 1) {
      float factor = 1f / channels;
      for (int p = first; p < first + plane; p++) {
        result[p] *= factor;
      }
    }
  }

  private static float mean(float[] values, int offset, int count) {
    double sum = 0;
    for (int p = offset; p < offset + count; p++) {
      sum += values[p];
    }
    return (float) (sum / count);
  }

  @Override
  public Alteration alteration() {
    float own = contrast * saturation;
    float pixelMean = contrast * (1 - saturation);
    return Alteration.of(new Alteration.Mixing(own, pixelMean, 1 - contrast, shift));
  }
}
