package io.proxynas.train.data;

import io.proxynas.engine.architecture.ImageShape;

/**
 * Pixels as unsigned bytes, standardised on the fly: a quarter of the memory of floats, at the cost
 * of one table look-up a pixel.
 */
public final class BytePixels implements Pixels {

  private final ImageBytes images;
  private final int planeSize;
  private final float[][] table; // (C, 256): the standardised value of each byte

  /**
   * @param shape of every image
   * @param images of that shape
   * @param statistics what each channel is standardised by
   */
  BytePixels(ImageShape shape, ImageBytes images, ChannelStatistics statistics) {
    if (images.imageSize() != shape.size()) {
      throw new IllegalArgumentException(
          "an image of %s has %d bytes, but the images have %d"
              .formatted(shape, shape.size(), images.imageSize()));
    }
    if (statistics.channels() != shape.channels()) {
      throw new IllegalArgumentException(
          "images of %s need statistics of %d channels, but they have %d"
              .formatted(shape, shape.channels(), statistics.channels()));
    }
    this.images = images;
    this.planeSize = shape.height() * shape.width();
    this.table = table(statistics);
  }

  /**
   * As above, of images on the heap.
   *
   * @param values (N, C, H, W) unsigned bytes; not copied, so the owner must not write to it
   *     afterwards
   */
  public BytePixels(ImageShape shape, byte[] values, ChannelStatistics statistics) {
    this(shape, new HeapBytes(values, shape.size()), statistics);
  }

  private BytePixels(ImageBytes images, int planeSize, ChannelStatistics statistics) {
    this.images = images;
    this.planeSize = planeSize;
    this.table = table(statistics);
  }

  /** The same bytes, standardised by the statistics of as many channels. */
  BytePixels standardizedBy(ChannelStatistics statistics) {
    return new BytePixels(images, planeSize, statistics);
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
    return images.count();
  }

  @Override
  public int imageSize() {
    return images.imageSize();
  }

  @Override
  public void copy(int index, float[] into, int offset) {
    byte[] image = new byte[imageSize()];
    images.copy(index, image);
    int from = 0;
    for (float[] standardized : table) {
      for (int i = from; i < from + planeSize; i++) {
        into[offset + i] = standardized[image[i] & 0xff];
      }
      from += planeSize;
    }
  }
}
