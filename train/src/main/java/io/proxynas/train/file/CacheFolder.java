package io.proxynas.train.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder where ProxyNAS keeps what it can make or fetch again: downloads, decoded images, proxy
 * sets and trainings. It need not exist yet.
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
   */
  public static CacheFolder of(Map<String, String> environment) {
    Path root =
        variable(environment, "PROXYNAS_HOME")
            .or(() -> variable(environment, "XDG_CACHE_HOME").map(p -> p.resolve("proxynas")))
            .orElseGet(() -> home(environment).resolve(".cache").resolve("proxynas"));
    return new CacheFolder(root);
  }

  private static Path home(Map<String, String> environment) {
    return variable(environment, "HOME").orElseGet(() -> Path.of(System.getProperty("user.home")));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
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
