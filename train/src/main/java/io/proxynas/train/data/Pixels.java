package io.proxynas.train.data;

/**
 * Where the pixels of a set of images are kept. Implementations differ in memory (bytes
 * standardised on the fly, floats on the heap, files mapped into memory), not in meaning.
 */
public interface Pixels {

  /** The number of images. */
  int count();

  /** The number of values of one image. */
  int imageSize();

  /**
   * Copies one image, standardised per channel (zero mean, unit deviation over the training data),
   * in the order channel, row, column.
   *
   * @param index in [0, count)
   * @param into receives {@link #imageSize()} values
   * @param offset of the first value in {@code into}
   */
  void copy(int index, float[] into, int offset);
}
