package io.proxynas.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Images in a file, mapped into memory: what is read stays in the system's file cache as long as
 * there is room, and none of it is on the heap. A mapping has at most 2 GiB, so a larger file has
 * several, each a whole number of images.
 *
 * <p>The mappings end when no part of them is reachable any more.
 */
public final class MappedBytes implements ImageBytes {

  private static final int MAPPING = 1 << 30;

  private final ByteBuffer[] mappings;
  private final int imagesPerMapping;
  private final int stride;
  private final int first;
  private final int count;
  private final int imageSize;

  private MappedBytes(
      ByteBuffer[] mappings,
      int imagesPerMapping,
      int stride,
      int first,
      int count,
      int imageSize) {
    this.mappings = mappings;
    this.imagesPerMapping = imagesPerMapping;
    this.stride = stride;
    this.first = first;
    this.count = count;
    this.imageSize = imageSize;
  }

  /**
   * Maps a file.
   *
   * @param file must not become shorter while it is mapped
   * @param imageSize bytes of one image
   * @param count images, from the start of the file
   * @throws IOException if the file has fewer, or cannot be mapped
   */
  public static MappedBytes of(Path file, int imageSize, int count) throws IOException {
    return of(file, imageSize, count, MAPPING);
  }

  /** As above, in mappings of at most so many bytes. */
  static MappedBytes of(Path file, int imageSize, int count, int mappingSize) throws IOException {
    int perMapping = mappingSize / imageSize;
    ByteBuffer[] mappings = new ByteBuffer[(int) (((long) count + perMapping - 1) / perMapping)];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = (long) count * imageSize;
      if (channel.size() < bytes) {
        throw new IOException(
            "it must have at least %d bytes, but has %d".formatted(bytes, channel.size()));
      }
      for (int m = 0; m < mappings.length; m++) {
        long from = (long) m * perMapping * imageSize;
        long length = Math.min((long) perMapping * imageSize, bytes - from);
        mappings[m] = channel.map(MapMode.READ_ONLY, from, length);
      }
    }
    return new MappedBytes(mappings, perMapping, imageSize, 0, count, imageSize);
  }

  /** The images in [from, to), with the first so many bytes of each. */
  public MappedBytes part(int from, int to, int size) {
    Objects.checkFromToIndex(from, to, count);
    return new MappedBytes(mappings, imagesPerMapping, stride, first + from, to - from, size);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int imageSize() {
    return imageSize;
  }

  @Override
  public void copy(int index, byte[] into) {
    int at = first + Objects.checkIndex(index, count);
    mappings[at / imagesPerMapping].get(at % imagesPerMapping * stride, into, 0, imageSize);
  }
}
