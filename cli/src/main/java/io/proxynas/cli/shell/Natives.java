package io.proxynas.cli.shell;

import io.proxynas.cli.text.Format;
import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where JavaCPP unpacks native libraries: in the cache folder, unless its own property {@code
 * org.bytedeco.javacpp.cachedir} says another. It does so with each library when it is first used.
 */
public final class Natives {

  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  /** All of them together, on Linux. */
  private static final long BYTES = 600_000_000;

  private static final int MOST_CAUSES = 20;

  private Natives() {}

  /** Tells JavaCPP, which reads it when its first class is loaded. */
  public static void place(Shell shell) {
    try {
      Path natives = CacheFolder.of(shell.environment()).natives().toAbsolutePath();
      System.setProperty(PROPERTY, System.getProperty(PROPERTY, natives.toString()));
    } catch (IllegalArgumentException e) {
      return; // no command that computes gets any further
    }
  }

  /**
   * Why a library was not loaded, in one sentence, if that can be seen.
   *
   * @param thrown because of it, or because of something else
   */
  public static Optional<String> obstacle(Throwable thrown) {
    List<Throwable> causes = causes(thrown);
    if (causes.stream().noneMatch(LinkageError.class::isInstance)) {
      return Optional.empty();
    }
    Path folder = Path.of(System.getProperty(PROPERTY, ""));
    return mapped(folder, causes).or(() -> room(folder, free(folder) + unpacked(folder)));
  }

  private static List<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .toList();
  }

  /** In glibc's words. */
  private static Optional<String> mapped(Path folder, List<Throwable> causes) {
    boolean refused =
        causes.stream()
            .map(Throwable::getMessage)
            .anyMatch(m -> m != null && m.contains("failed to map segment from shared object"));
    return refused
        ? Optional.of(
            Format.text(
                "native libraries must be loaded from %s, but the system runs no code from there, as from a file system that is mounted noexec; PROXYNAS_HOME names another place",
                folder))
        : Optional.empty();
  }

  static Optional<String> room(Path folder, long bytes) {
    return bytes < BYTES
        ? Optional.of(
            Format.text(
                "native libraries of %,d MB must be unpacked in %s once, but there is room for %,d MB; PROXYNAS_HOME names another place",
                BYTES / 1_000_000, folder, bytes / 1_000_000))
        : Optional.empty();
  }

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return BYTES; // there is no such folder, so space is not what is missing
    }
  }

  /** Bytes of the files that are there already; JavaCPP has links to some of them beside. */
  private static long unpacked(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
