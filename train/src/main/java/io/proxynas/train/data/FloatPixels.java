package io.proxynas.train.data;

/**
 * Pixels as floats on the heap, standardised already; the form of synthetic images.
 *
 * @param values (N, C, H, W) float32, standardised; not copied, so the owner must not write to it
 *     afterwards
 * @param imageSize C × H × W, at least 1
 */
public record FloatPixels(float[] values, int imageSize) implements Pixels {

  public FloatPixels {
    if (imageSize < 1 || values.length % imageSize != 0) {
      throw new IllegalArgumentException(
          "the number of values must be a multiple of the image size "
              + imageSize
              + ", but was "
              + values.length);
    }
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
