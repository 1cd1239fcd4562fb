package io.proxynas.train.internal.folder;

import io.proxynas.train.data.DataException;
import io.proxynas.train.internal.folder.DecodingJournal.Chunk;
import io.proxynas.train.internal.folder.DecodingJournal.Header;
import io.proxynas.train.internal.image.SquareImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/**
 * Decodes files on all processors and gives their images in the order of the files, in chunks that
 * bound the memory it takes. Closing stops what is under way.
 */
final class ParallelDecoder implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 22;
  private static final int MAX_CHUNK = 512;
  private static final int CHUNKS_AHEAD = 2;

  private final ImageFiles files;
  private final Header header;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final Deque<List<Future<SquareImage>>> ahead = new ArrayDeque<>();
  private int given;
  private int submitted;

  /**
   * Some images.
   *
   * @param chunk what is told of them
   * @param bytes (images, 3, size, size)
   */
  record Decoded(Chunk chunk, byte[] bytes) {}

  /**
   * Decodes from one file on to the last.
   *
   * @param first the number of files before
   */
  ParallelDecoder(ImageFiles files, int first, Header header) {
    this.files = files;
    this.header = header;
    given = first;
    submitted = first;
  }

  /** The number of bytes of one decoded image. */
  static int imageSize(Header header) {
    return 3 * header.size() * header.size();
  }

  boolean hasNext() {
    return given < files.count();
  }

  /**
   * The next images.
   *
   * @param done hears how many files are done, with those before the first
   * @throws DataException if a file cannot be read, or is of another size than it must be
   */
  Decoded next(LongConsumer done) throws InterruptedException {
    while (ahead.size() < CHUNKS_AHEAD && submitted < files.count()) {
      ahead.add(submit());
    }
    List<Future<SquareImage>> images = ahead.remove();
    int imageSize = imageSize(header);
    byte[] bytes = new byte[images.size() * imageSize];
    SortedMap<Integer, String> leftOut = new TreeMap<>();
    boolean grey = true;
    int kept = 0;
    for (int i = 0; i < images.size(); i++, given++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while images were decoded");
      }
      try {
        SquareImage image = images.get(i).get();
        requireSize(given, image);
        System.arraycopy(image.bytes(), 0, bytes, kept++ * imageSize, imageSize);
        grey &= image.grey();
      } catch (ExecutionException e) {
        leftOut.put(i, reason(given, e.getCause()));
      }
      done.accept(given + 1L);
    }
    byte[] whole = Arrays.copyOf(bytes, kept * imageSize);
    return new Decoded(new Chunk(images.size(), crc32c(whole), grey, leftOut), whole);
  }

  static long crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  private List<Future<SquareImage>> submit() {
    int most = Math.max(1, Math.min(MAX_CHUNK, CHUNK_BYTES / imageSize(header)));
    int end = Math.min(files.count(), submitted + most);
    List<Future<SquareImage>> images = new ArrayList<>(end - submitted);
    for (; submitted < end; submitted++) {
      LabelledFile file = files.get(submitted);
      images.add(pool.submit(() -> decode(file, header.size())));
    }
    return images;
  }

  /**
   * Decodes one file.
   *
   * @param size as of {@link SquareImage#decode}
   * @throws IOException with a phrase if it is not a readable image
   * @throws DataException if the file system does not let us read it, which says nothing about the
   *     image
   */
  static SquareImage decode(LabelledFile file, int size) throws IOException {
    SquareImage.requireLength(file.size());
    byte[] content;
    try {
      content = Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw DataException.unreadable(file.path(), e);
    }
    return SquareImage.decode(content, size);
  }

  private void requireSize(int index, SquareImage image) {
    if (header.width() != 0
        && (image.sourceWidth() != header.width() || image.sourceHeight() != header.height())) {
      throw new DataException(
          ("the images of %s must be of one size where none is given, but those before %s are %dx%d"
                  + " and it is %dx%d; say with --size to what they are resized, as in --size 64")
              .formatted(
                  files.name(),
                  files.get(index).path(),
                  header.width(),
                  header.height(),
                  image.sourceWidth(),
                  image.sourceHeight()));
    }
  }

  private String reason(int index, Throwable cause) {
    if (cause instanceof IOException e) {
      return DataException.reason(e);
    }
    if (cause instanceof DataException e) {
      throw e;
    }
    if (cause instanceof OutOfMemoryError e) {
      throw new DataException(
          "%s does not fit into the heap when it is decoded; give Java more, as in -Xmx4g"
              .formatted(files.get(index).path()),
          e);
    }
    throw new IllegalStateException("decoding " + files.get(index).path() + " failed", cause);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
