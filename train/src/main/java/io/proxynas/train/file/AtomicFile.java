package io.proxynas.train.file;

import io.proxynas.train.check.WrongFileException;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that readers see the old content or the new, never a part. The user alone may
 * read it ({@link OwnFiles}).
 */
public final class AtomicFile {

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it; the caller closes the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Held by all who write a file, and by who waits until nobody does. */
  private static final ReentrantReadWriteLock WRITING = new ReentrantReadWriteLock();

  private static final long PATIENCE_MILLIS = 1000;

  private AtomicFile() {}

  /**
   * Does something while no thread of this process is writing such a file, so that none is left
   * half written should the process end with it. Waits for those that are, a second at most.
   */
  public static void betweenWrites(Runnable action) {
    boolean alone = false;
    try {
      alone = WRITING.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      action.run();
    } finally {
      if (alone) {
        WRITING.writeLock().unlock();
      }
    }
  }

  /**
   * Writes to a temporary file beside the target and moves it there; removes it on failure.
   *
   * @throws IOException if that fails; its message is one sentence with the file and the reason,
   *     and an older file is still whole
   */
  public static void write(Path target, Content content) throws IOException {
    WRITING.readLock().lock();
    try {
      writeAndMove(target, content);
    } finally {
      WRITING.readLock().unlock();
    }
  }

  private static void writeAndMove(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        OwnFiles.file(temporary);
        // Not Files.newOutputStream: that closes the file when the thread is interrupted.
        try (OutputStream out = new FileOutputStream(temporary.toFile())) {
          content.writeTo(out);
        }
        Files.move(
            temporary,
            absolute,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw cannot("write", target, e);
    }
  }

  /** Writes a text in UTF-8; otherwise as {@link #write(Path, Content)}. */
  public static void write(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a picture as PNG; otherwise as {@link #write(Path, Content)}. */
  public static void write(Path target, RenderedImage picture) throws IOException {
    byte[] png = png(picture);
    write(target, out -> out.write(png));
  }

  /**
   * A picture as PNG.
   *
   * @throws IOException with a phrase if this Java cannot
   */
  public static byte[] png(RenderedImage picture) throws IOException {
    // To memory: ImageIO keeps the reason of a failed write to itself, and uses a temporary file
    // where it is given a stream.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, "png", stream)) {
        throw new IOException("this Java has no PNG writer");
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Makes a folder and makes sure that it takes files, before any work is done for it.
   *
   * @return the time, by the clock of its file system
   * @throws IOException with one sentence if it does not
   */
  public static FileTime requireWritable(Path folder) throws IOException {
    WRITING.readLock().lock();
    try {
      OwnFiles.folder(folder);
      Path probe = Files.createTempFile(folder, ".probe", ".tmp");
      try {
        Files.writeString(probe, "probe");
        return Files.getLastModifiedTime(probe);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw cannot("write to", folder, e);
    } finally {
      WRITING.readLock().unlock();
    }
  }

  /** An exception that says in one sentence what could not be done with which file, and why. */
  public static IOException cannot(String verb, Path file, IOException cause) {
    return new IOException("cannot " + verb + " " + file + ": " + reason(file, cause), cause);
  }

  /** The same of a file that cannot be read, which is the fault of who named it. */
  public static WrongFileException cannotRead(Path file, IOException cause) {
    return new WrongFileException(cannot("read", file, cause).getMessage(), cause);
  }

  /**
   * What the exception says beside the path, which may be that of a temporary file. The messages of
   * most file-system exceptions are the path alone, so their kind is told then.
   */
  private static String reason(Path file, IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    if (cause instanceof EOFException && cause.getMessage() == null) {
      return "it ends early";
    }
    if (cause instanceof FileNotFoundException e) {
      return String.valueOf(e.getMessage()).replaceFirst("^.* \\((.*)\\)$", "$1");
    }
    if (!(cause instanceof FileSystemException e)) {
      return String.valueOf(cause.getMessage());
    }
    if (e.getReason() != null) {
      return e.getReason();
    }
    if (e instanceof NoSuchFileException && isBeside(file, e.getFile())) {
      return "no such folder";
    }
    String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
    String words = kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return String.valueOf(e.getFile()).startsWith(file.toString()) || isBeside(file, e.getFile())
        ? words
        : words + " (" + e.getFile() + ")";
  }

  /** As a temporary file is. */
  private static boolean isBeside(Path file, @Nullable String other) {
    return other != null
        && !Path.of(other).equals(file.toAbsolutePath())
        && Objects.equals(Path.of(other).getParent(), file.toAbsolutePath().getParent());
  }
}
