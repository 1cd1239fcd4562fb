package io.proxynas.nas;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Files of a run folder that are there whole or not at all. */
public final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * Writes a text in UTF-8, replacing an older file, by way of {@code FILE.tmp} beside it.
   *
   * @throws IOException if that fails; its message is one sentence with the file and the reason,
   *     and an older file is still whole
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    try {
      Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
      try {
        Files.writeString(temporary, text);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /** An exception that says in one sentence what could not be done with which file, and why. */
  public static IOException cannot(String verb, Path file, IOException cause) {
    return new IOException("cannot " + verb + " " + file + ": " + reason(cause), cause);
  }

  /** The messages of most file-system exceptions are the path alone, so their kind is told too. */
  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException e && e.getReason() == null) {
      String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
      return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT)
          + " ("
          + e.getFile()
          + ")";
    }
    return String.valueOf(cause.getMessage());
  }
}
