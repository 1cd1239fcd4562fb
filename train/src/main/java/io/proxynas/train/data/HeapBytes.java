package io.proxynas.train.data;

/**
 * Images in one array.
 *
 * @param values (N, C, H, W) unsigned bytes; not copied, so the owner must not write to it
 *     afterwards
 * @param imageSize C × H × W, at least 1
 */
record HeapBytes(byte[] values, int imageSize) implements ImageBytes {

  HeapBytes {
    if (imageSize < 1 || values.length % imageSize != 0) {
      throw new IllegalArgumentException(
          "the number of bytes must be a multiple of the image size %d, but was %d"
              .formatted(imageSize, values.length));
    }
  }

  @Override
  public int count() {
    return values.length / imageSize;
  }

  @Override
  public void copy(int index, byte[] into) {
    System.arraycopy(values, index * imageSize, into, 0, imageSize);
  }
}
