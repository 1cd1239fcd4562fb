package io.proxynas.train.data;

import io.proxynas.train.check.Require;
import java.util.List;

/**
 * Pixels as floats on the heap, standardised already; the form of synthetic images.
 *
 * @param values (N, C, H, W) float32, standardised; not copied, so the owner must not write to it
 *     afterwards
 * @param imageSize C × H × W, at least 1
 */
public record FloatPixels(float[] values, int imageSize) implements Pixels {

  private static final int MOST = Integer.MAX_VALUE - 8;

  public FloatPixels {
    Require.that(
        imageSize >= 1 && values.length % imageSize == 0,
        "the number of values must be a multiple of the image size %d, but was %d",
        imageSize,
        values.length);
  }

  /**
   * The images of several arrays, one behind the other, copied.
   *
   * @throws IllegalArgumentException if they have more values than one array takes
   */
  public static FloatPixels joined(List<float[]> parts, int imageSize) {
    long length = parts.stream().mapToLong(part -> part.length).sum();
    Require.that(
        length <= MOST, "the images must have at most %d values, but have %d", MOST, length);
    float[] all = new float[(int) length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return new FloatPixels(all, imageSize);
  }

  @Override
  public int count() {
    return values.length / imageSize;
  }

  @Override
  public void copy(int index, float[] into, int offset) {
    System.arraycopy(values, index * imageSize, into, offset, imageSize);
  }
}
