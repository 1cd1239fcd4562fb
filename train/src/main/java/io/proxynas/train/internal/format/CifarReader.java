package io.proxynas.train.internal.format;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Room;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.file.TextFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the binary version of CIFAR-10 and CIFAR-100 (A. Krizhevsky, <i>Learning multiple layers of
 * features from tiny images</i>, 2009): records of the label bytes, then 3 x 32 x 32 unsigned bytes
 * in the order channel, row, column. A file may have any number of records. Every error names the
 * file and the byte.
 */
public final class CifarReader {

  /** The shape of every image. */
  static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  /** The two layouts of a record. */
  public enum Format {
    /** One label byte. */
    CIFAR10(List.of(10), "batches.meta.txt"),
    /** A coarse label byte, which is checked and dropped, and a fine one. */
    CIFAR100(List.of(20, 100), "fine_label_names.txt");

    private final List<Integer> labelBounds; // of each label byte; the last one is the class
    private final String namesFile;

    Format(List<Integer> labelBounds, String namesFile) {
      this.labelBounds = labelBounds;
      this.namesFile = namesFile;
    }

    /** The number of classes. */
    private int classes() {
      return labelBounds.get(labelBounds.size() - 1);
    }

    private int recordSize() {
      return labelBounds.size() + SHAPE.size();
    }
  }

  private CifarReader() {}

  /**
   * Reads the records of all files, one file after the other.
   *
   * @param files at least one, with at least one record each
   * @throws DataException if a file is missing, is not a whole number of records or has a label out
   *     of range
   */
  static RawImages read(List<Path> files, Format format) {
    int[] counts = files.stream().mapToInt(f -> records(f, format)).toArray();
    long total = IntStream.of(counts).asLongStream().sum();
    if (total * SHAPE.size() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "at most %d images can be read, but %s and its like have %d"
              .formatted(Integer.MAX_VALUE / SHAPE.size(), files.get(0), total));
    }
    requireRoom(files.get(0), total * SHAPE.size());
    byte[] pixels = new byte[(int) total * SHAPE.size()];
    int[] labels = new int[(int) total];
    int first = 0;
    for (int f = 0; f < counts.length; f++) {
      read(files.get(f), format, counts[f], pixels, labels, first);
      first += counts[f];
    }
    return new RawImages(SHAPE, pixels, labels);
  }

  private static void requireRoom(Path file, long bytes) {
    try {
      Room.requireHeap("the images of %s and its like".formatted(file), bytes);
    } catch (IOException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /**
   * The names of the classes, from {@code batches.meta.txt} or {@code fine_label_names.txt}; {@code
   * class 0} and so on where the folder has no such file.
   *
   * @throws DataException if the file has another number of names than there are classes
   */
  static List<String> classNames(Path folder, Format format) {
    Path file = folder.resolve(format.namesFile);
    if (!Files.exists(file)) {
      return IntStream.range(0, format.classes()).mapToObj(c -> "class " + c).toList();
    }
    try {
      List<String> names =
          TextFile.lines(file).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
      if (names.size() != format.classes()) {
        throw new DataException(
            "%s must have %d class names, one a line, but has %d"
                .formatted(file, format.classes(), names.size()));
      }
      names.forEach(name -> Require.name("a class in " + file, name));
      return names;
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  private static int records(Path file, Format format) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw DataException.unreadable(file, e);
    }
    long records = size / format.recordSize();
    if (size == 0 || size % format.recordSize() != 0) {
      throw new DataException(
          ("%s, byte %d: the length must be a multiple of the %s record of %d bytes and not 0,"
                  + " but was %d")
              .formatted(file, records * format.recordSize(), format, format.recordSize(), size));
    }
    return (int) Math.min(records, Integer.MAX_VALUE);
  }

  private static void read(
      Path file, Format format, int count, byte[] pixels, int[] labels, int first) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      for (int i = 0; i < count; i++) {
        labels[first + i] = label(file, format, in, (long) i * format.recordSize());
        if (in.readNBytes(pixels, (first + i) * SHAPE.size(), SHAPE.size()) < SHAPE.size()) {
          throw new EOFException("it became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw DataException.unreadable(file, e);
    }
  }

  private static int label(Path file, Format format, InputStream in, long offset)
      throws IOException {
    int label = -1;
    for (int i = 0; i < format.labelBounds.size(); i++) {
      label = in.read();
      int bound = format.labelBounds.get(i);
      if (label < 0 || label >= bound) {
        throw new DataException(
            "%s, byte %d: a label must be in [0, %d), but was %d"
                .formatted(file, offset + i, bound, label));
      }
    }
    return label;
  }
}
