package io.proxynas.train.internal.folder;

import io.proxynas.engine.Progress;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.file.LockFile;
import io.proxynas.train.file.OwnFiles;
import io.proxynas.train.internal.folder.DecodingJournal.Chunk;
import io.proxynas.train.internal.folder.DecodingJournal.Header;
import io.proxynas.train.internal.image.SquareImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The decoded images of one image folder, in a folder of the cache: {@code pixels}, three planes of
 * bytes for each image that could be decoded; {@code journal}, which says what of it is there; and
 * {@code left-out.txt}. A journal that has its last line is a whole cache, any other is gone on
 * with. Every chunk is compared with its checksum when the cache is opened; from a damaged one on,
 * all is decoded anew.
 */
final class ImageCache {

  /** Changes with what is decoded how, and with the files of the cache. */
  private static final String FORMAT = "decoded images 1";

  private final ImageFiles files;
  private final OptionalInt size;
  private final String key;
  private final Path folder;
  private final Path pixelFile;
  private final Path journalFile;

  /**
   * The cache of some files.
   *
   * @param root of all caches; made if need be
   * @param size height and width to which the images are resized; if absent, they must be of one
   *     size, and are cropped to a square only
   */
  ImageCache(Path root, ImageFiles files, OptionalInt size) {
    this.files = files;
    this.size = size;
    key = files.fingerprint(FORMAT + ", size " + size);
    folder = root.resolve(files.name() + "-" + key.substring(0, 16));
    pixelFile = folder.resolve("pixels");
    journalFile = folder.resolve("journal");
  }

  /**
   * Opens the cache, and decodes what it lacks.
   *
   * @param progress counts files; hears nothing if all are decoded
   * @throws DataException if a file cannot be read, if the images are of several sizes and none is
   *     given, if a class has no readable image, or if the cache cannot be written
   * @throws InterruptedException if the thread is interrupted; what is decoded stays
   */
  DataSet open(Progress progress) throws InterruptedException {
    try {
      OwnFiles.folder(folder);
      // One thread of one process decodes; the others wait, and find it done.
      Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
      LockFile held = LockFile.await(lock);
      try (held) {
        return load(progress);
      }
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("interrupted while the decoded images were opened");
    } catch (IOException e) {
      throw new DataException(
          "the decoded images of %s cannot be kept in %s: %s"
              .formatted(files.folder(), folder, DataException.reason(e)),
          e);
    }
  }

  private DataSet load(Progress progress) throws IOException, InterruptedException {
    try {
      List<String> warnings = new ArrayList<>();
      DecodingJournal journal = decoded(warnings, progress);
      DecodedImages images = DecodedImages.of(files, journal, pixelFile);
      if (journal.ending().isEmpty()) {
        images.writeLeftOut(folder);
        journal.end(images.ending());
      }
      warnings.addAll(images.warnings(folder));
      return images.dataSet(journal.ending().orElseThrow(), warnings);
    } catch (DataException e) {
      if (e.getCause() == null) { // the images are at fault, so what is decoded is of no use
        discard();
      }
      throw e;
    }
  }

  private void discard() throws IOException {
    Files.deleteIfExists(pixelFile);
    Files.deleteIfExists(journalFile);
    Files.deleteIfExists(folder.resolve(DecodedImages.LEFT_OUT));
    Files.deleteIfExists(folder);
  }

  /** The journal of all the files, after what was missing is decoded. */
  private DecodingJournal decoded(List<String> warnings, Progress progress)
      throws IOException, InterruptedException {
    Optional<DecodingJournal> found = DecodingJournal.read(journalFile, key);
    if (found.isEmpty() && Files.exists(journalFile)) {
      warnings.add(damage(0));
    }
    DecodingJournal journal =
        found.isPresent() ? found.get() : DecodingJournal.begin(journalFile, header());
    try (RandomAccessFile pixels = new RandomAccessFile(pixelFile.toFile(), "rw")) {
      verify(journal, pixels, warnings);
      if (journal.files() < files.count()) {
        decode(journal, pixels, progress);
      }
    }
    return journal;
  }

  private String damage(int before) {
    return ("the decoded images in %s were damaged from number %d on, and are decoded anew from"
            + " there")
        .formatted(folder, before + 1);
  }

  /** Without a size, that of the first image that can be read. */
  private Header header() {
    if (size.isPresent()) {
      return new Header(key, files.folder().toString(), size.getAsInt(), 0, 0);
    }
    SquareImage first = firstReadable();
    int side = Math.min(first.sourceWidth(), first.sourceHeight());
    if (side > DataLocation.MAX_SIZE) {
      throw new DataException(
          "the images of %s are %dx%d; say with --size to what they are resized, in [1, %d]"
              .formatted(
                  files.folder(),
                  first.sourceWidth(),
                  first.sourceHeight(),
                  DataLocation.MAX_SIZE));
    }
    return new Header(
        key, files.folder().toString(), side, first.sourceWidth(), first.sourceHeight());
  }

  private SquareImage firstReadable() {
    for (int i = 0; i < files.count(); i++) {
      try {
        return ParallelDecoder.decode(files.get(i), 0);
      } catch (IOException e) {
        // Left out, as it will be when all are decoded.
      }
    }
    throw new DataException(
        "%s must have images that can be read, but all of its %d are damaged"
            .formatted(files.folder(), files.count()));
  }

  /** Cuts off what follows the first chunk that is not in the file. */
  private void verify(DecodingJournal journal, RandomAccessFile pixels, List<String> warnings)
      throws IOException {
    int imageSize = ParallelDecoder.imageSize(journal.header());
    int good = 0;
    for (Chunk chunk : journal.chunks()) {
      if (!matches(chunk, pixels, imageSize)) {
        break;
      }
      good++;
    }
    boolean damaged = journal.damaged() || good < journal.chunks().size();
    if (damaged || journal.ending().isEmpty()) { // a kill may have left a part of a line
      journal.cutTo(good);
    }
    if (damaged) {
      warnings.add(damage(journal.kept()));
    }
  }

  private static boolean matches(Chunk chunk, RandomAccessFile pixels, int imageSize)
      throws IOException {
    byte[] bytes = new byte[chunk.kept() * imageSize];
    try {
      pixels.readFully(bytes);
      return ParallelDecoder.crc32c(bytes) == chunk.crc32c();
    } catch (EOFException e) {
      return false;
    }
  }

  private void decode(DecodingJournal journal, RandomAccessFile pixels, Progress progress)
      throws IOException, InterruptedException {
    Header header = journal.header();
    int imageSize = ParallelDecoder.imageSize(header);
    requireSpace(
        (long) (files.count() - journal.files()) * imageSize,
        folder
            .toFile()
            .getUsableSpace()); // a FileStore needs a mount point, which a chroot has not
    pixels.seek((long) journal.kept() * imageSize);
    try (ParallelDecoder decoder = new ParallelDecoder(files, journal.files(), header)) {
      while (decoder.hasNext()) {
        ParallelDecoder.Decoded next = decoder.next(done -> progress.at(done, files.count()));
        pixels.write(next.bytes());
        journal.append(next.chunk());
      }
    }
  }

  /** Says so before hours are spent. */
  static void requireSpace(long needed, long free) throws IOException {
    if (free < needed) {
      throw new IOException(
          "%,d MB are needed there, and %,d MB are free; PROXYNAS_HOME names another place"
              .formatted(needed / 1_000_000, free / 1_000_000));
    }
  }
}
