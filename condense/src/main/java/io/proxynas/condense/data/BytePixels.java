package io.proxynas.condense.data;

import io.proxynas.engine.architecture.ImageShape;

/**
 * Pixels as unsigned bytes on the heap, standardised on the fly: a quarter of the memory of floats,
 * at the cost of one table look-up a pixel.
 */
public final class BytePixels implements Pixels {

  private final byte[] values; // (N, C, H, W)
  private final int imageSize;
  private final int planeSize;
  private final float[][] table; // (C, 256): the standardised value of each byte

  /**
   * @param shape of every image
   * @param values (N, C, H, W) unsigned bytes; not copied, so the owner must not write to it
   *     afterwards
   * @param statistics what each channel is standardised by
   */
  public BytePixels(ImageShape shape, byte[] values, ChannelStatistics statistics) {
    if (values.length % shape.size() != 0) {
      throw new IllegalArgumentException(
          "the number of bytes must be a multiple of the image size %d, but was %d"
              .formatted(shape.size(), values.length));
    }
    if (statistics.channels() != shape.channels()) {
      throw new IllegalArgumentException(
          "images of %s need statistics of %d channels, but they have %d"
              .formatted(shape, shape.channels(), statistics.channels()));
    }
    this.values = values;
    this.imageSize = shape.size();
    this.planeSize = shape.height() * shape.width();
    this.table = table(statistics);
  }

  private static float[][] table(ChannelStatistics statistics) {
    float[][] table = new float[statistics.channels()][256];
    for (int c = 0; c < table.length; c++) {
      for (int v = 0; v < 256; v++) {
        table[c][v] = statistics.standardize(c, v);
      }
    }
    return table;
  }

  @Override
  public int count() {
    return values.length / imageSize;
  }

  @Override
  public int imageSize() {
    return imageSize;
  }

  @Override
  public void copy(int index, float[] into, int offset) {
    int from = index * imageSize;
    int to = offset;
    for (float[] standardized : table) {
      for (int i = 0; i < planeSize; i++) {
        into[to + i] = standardized[values[from + i] & 0xff];
      }
      from += planeSize;
      to += planeSize;
    }
  }
}
