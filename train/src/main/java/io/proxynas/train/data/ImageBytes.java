package io.proxynas.train.data;

/**
 * Images of one size as unsigned bytes, wherever they lie. Usable from several threads.
 *
 * @see HeapBytes
 * @see MappedBytes
 */
public interface ImageBytes {

  /** The number of images. */
  int count();

  /** The number of bytes of one image. */
  int imageSize();

  /**
   * Copies one image, in the order channel, row, column.
   *
   * @param index in [0, count)
   * @param into receives {@link #imageSize()} bytes, from its start
   */
  void copy(int index, byte[] into);
}
