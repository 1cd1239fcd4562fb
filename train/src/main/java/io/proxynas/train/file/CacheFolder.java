package io.proxynas.train.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder where ProxyNAS keeps what it can make or fetch again: downloads, decoded images, proxy
 * sets, trainings and unpacked native libraries. It need not exist yet.
 *
 * @param root the folder itself
 */
public record CacheFolder(Path root) {

  /**
   * {@code $PROXYNAS_HOME}, else {@code $XDG_CACHE_HOME/proxynas}, else {@code ~/.cache/proxynas}.
   * An empty variable counts as unset.
   *
   * @param environment as from {@link System#getenv()}; the home folder is its {@code HOME}, else
   *     the JVM's {@code user.home}
   * @throws IllegalArgumentException if nothing says where it is, as for a user without a home
   */
  public static CacheFolder of(Map<String, String> environment) {
    Path root =
        variable(environment, "PROXYNAS_HOME")
            .or(() -> variable(environment, "XDG_CACHE_HOME").map(p -> p.resolve("proxynas")))
            .orElseGet(() -> home(environment).resolve(".cache").resolve("proxynas"));
    return new CacheFolder(root);
  }

  private static Path home(Map<String, String> environment) {
    return variable(environment, "HOME")
        .or(() -> home(System.getProperty("user.home")))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the cache folder must be known, but the user has no home and PROXYNAS_HOME is not set"));
  }

  /** Java says of a user that the system does not know that his home is a question mark. */
  static Optional<Path> home(@Nullable String ofTheJvm) {
    return Optional.ofNullable(ofTheJvm).filter(h -> !h.isBlank() && !h.equals("?")).map(Path::of);
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
  }

  /**
   * Makes the folder, makes sure that it takes files, and removes what killed processes have left
   * half written in it.
   *
   * @throws IOException with one sentence if it takes none
   */
  public void open() throws IOException {
    try {
      Leftovers.clear(root, AtomicFile.requireWritable(root), Leftovers.AGE);
    } catch (IOException e) {
      throw new IOException(
          "the cache folder must take files: " + e.getMessage() + "; PROXYNAS_HOME names another",
          e);
    }
  }

  /** Where native libraries are unpacked. */
  public Path natives() {
    return root.resolve("natives");
  }

  /** Where the files of a named data set are downloaded to. */
  public Path data(String name) {
    return root.resolve("data").resolve(name);
  }

  /** Where the decoded images of folders are kept. */
  public Path images() {
    return root.resolve("images");
  }

  /** Where proxy sets are kept. */
  public Path proxies() {
    return root.resolve("proxies");
  }

  /** Where the outcomes of trainings that runs share are kept. */
  public Path trainings() {
    return root.resolve("trainings");
  }
}
