package io.proxynas.train.file;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A text file in UTF-8 that grows line by line. Lines are with the operating system when {@link
 * #append} returns, so killing the process loses at most those in hand. What a killed process or a
 * full disk leaves of them has no line feed: it is torn, and {@linkplain Content#cut cut off}
 * before the file grows on.
 *
 * <p>All methods that fail throw an {@link IOException} whose message is one sentence for the user.
 */
public final class LineFile implements Closeable {

  private final Path file;
  private final FileOutputStream out; // not a channel: an interrupt of the thread would close it
  private final Optional<Object> identity;
  private boolean broken;

  private LineFile(Path file, FileOutputStream out) throws IOException {
    this.file = file;
    this.out = out;
    this.identity = identity(file);
  }

  /** What stays the same while a file is there, on systems that have such a thing. */
  private static Optional<Object> identity(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  /** Opens a file to append to its end; makes it if need be. */
  public static LineFile open(Path file) throws IOException {
    try {
      OwnFiles.file(file);
      return new LineFile(file, new FileOutputStream(file.toFile(), true));
    } catch (IOException e) {
      throw AtomicFile.cannot("write", file, e);
    }
  }

  /** Reads the lines of a file; there are none if there is no file. */
  public static Content read(Path file) throws IOException {
    try {
      return new Content(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return new Content(file, new byte[0]);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }

  /** The lines of a file as they were read. */
  public static final class Content {

    private final Path file;
    private final int length;
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    private Content(Path file, byte[] bytes) {
      this.file = file;
      length = bytes.length;
      for (int i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
          int start = length(lines.size());
          lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
          ends.add(i + 1);
        }
      }
    }

    /** Where they come from. */
    public Path file() {
      return file;
    }

    /** Those that have their line feed, without it. */
    public List<String> lines() {
      return List.copyOf(lines);
    }

    /** Whether anything follows the first lines, of which the last may be torn. */
    public boolean hasMoreThan(int count) {
      return count <= lines.size() && length(count) < length;
    }

    /** Bytes of the first lines, with their line feeds. */
    private int length(int count) {
      return count == 0 ? 0 : ends.get(count - 1);
    }

    /** Says what {@link #cut} drops, if it is anything. */
    public void warn(int kept, Consumer<String> warnings) {
      if (hasMoreThan(kept)) {
        warnings.accept(
            "the end of %s, from line %d on, was torn and is dropped".formatted(file, kept + 1));
      }
    }

    /** Keeps the first lines of the file, and nothing after them. */
    public void cut(int kept) throws IOException {
      if (hasMoreThan(kept)) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          open.setLength(length(kept));
        } catch (IOException e) {
          throw AtomicFile.cannot("write", file, e);
        }
      }
    }
  }

  /**
   * Appends lines. After a failure the last one may be torn, so no others are accepted.
   *
   * @param lines each with its line feed
   * @throws IOException if they cannot be written, as on a full disk, or earlier ones could not, or
   *     the file was deleted since it was opened
   */
  public synchronized void append(String lines) throws IOException {
    if (broken) {
      throw new IOException("cannot write " + file + ": an earlier line could not be written");
    }
    requireThere();
    try {
      out.write(lines.getBytes(StandardCharsets.UTF_8)); // unbuffered, and one call
    } catch (IOException e) {
      broken = true;
      throw AtomicFile.cannot("write", file, e);
    }
  }

  /** The system would write on to a file that was deleted, for nobody to see. */
  private void requireThere() throws IOException {
    boolean there;
    try {
      there = identity(file).equals(identity);
    } catch (IOException e) {
      there = false;
    }
    if (!there) {
      broken = true;
      throw new IOException(
          "cannot write " + file + ": it was deleted or replaced while it was written");
    }
  }

  /** Waits until all that was appended is on the disk. */
  public void force() throws IOException {
    try {
      out.getFD().sync();
    } catch (IOException e) {
      throw AtomicFile.cannot("write", file, e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
