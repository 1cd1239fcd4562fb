package io.proxynas.cli.shell;

import io.proxynas.cli.text.Format;
import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where JavaCPP unpacks native libraries: in the cache folder, unless its own property {@code
 * org.bytedeco.javacpp.cachedir} says another. It does so with each library when it is first used.
 */
public final class Natives {

  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  /** All of them together, on Linux. */
  private static final long BYTES = 600_000_000;

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

  /** Why a library may not have been loaded, in one sentence, if that can be seen. */
  public static Optional<String> obstacle() {
    Path folder = Path.of(System.getProperty(PROPERTY, ""));
    return obstacle(folder, free(folder));
  }

  static Optional<String> obstacle(Path folder, long free) {
    return free < BYTES
        ? Optional.of(
            Format.text(
                "native libraries of %,d MB must be unpacked in %s once, but %,d MB are free there; PROXYNAS_HOME names another place",
                BYTES / 1_000_000, folder, free / 1_000_000))
        : Optional.empty();
  }

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // there is no such folder, so space is not what is missing
    }
  }
}
