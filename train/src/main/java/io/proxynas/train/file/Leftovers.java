package io.proxynas.train.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temporary files of processes that were killed while they wrote. Their names begin with a point
 * and end with a random number and {@code .tmp} or {@code .part}, so that no file of the user is
 * taken for one.
 */
public final class Leftovers {

  /** Of a file that is being written, the last change is younger. */
  public static final Duration AGE = Duration.ofHours(1);

  private static final int DEPTH = 4;

  /** As {@link AtomicFile} and {@link Files#createTempFile} name them. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\..*(?:\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9])\\.(?:tmp|part)");

  private Leftovers() {}

  /**
   * Removes those in a folder and in the folders of it; follows no links. One that cannot be
   * removed stays.
   *
   * @param now by the clock of the file system
   * @param age from which on nobody writes them any more
   * @throws IOException if the folder cannot be read
   */
  public static void clear(Path folder, FileTime now, Duration age) throws IOException {
    FileTime before = FileTime.from(now.toInstant().minus(age));
    for (Path file : in(folder)) {
      try {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).compareTo(before) <= 0) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        continue; // another process was first, or it is another user's
      }
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files =
        Files.find(
            folder, DEPTH, (file, attributes) -> attributes.isRegularFile() && isTemporary(file))) {
      return files.toList();
    } catch (UncheckedIOException e) { // a folder went away meanwhile
      return List.of();
    }
  }

  private static boolean isTemporary(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }
}
