package io.proxynas.cli;

import io.proxynas.condense.Host;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.ProxyStore;
import io.proxynas.condense.data.CacheFolder;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Versions;
import io.proxynas.eval.run.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which proxy set, and how it is made. */
final class ProxyOptions {

  private static final int MAX_WORKERS = 1024;

  @Option(
      names = "--proxy",
      paramLabel = "NAME|PATH",
      defaultValue = "dm-ipc50",
      description = "The set to train on, to make or saved (default: ${DEFAULT-VALUE}).")
  private String proxy = "";

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "Settings that belong together; options override single ones (default: ${DEFAULT-VALUE}).")
  private String preset = "";

  @Mixin private MatchingOptions matching = new MatchingOptions();

  @Option(
      names = "--workers",
      paramLabel = "W",
      description =
          "Networks trained at a time; results do not depend on it (default: the number of"
              + " processors).")
  private Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--recondense",
      description =
          "Make the set anew, even if it is in the cache folder or comes with the program.")
  private boolean recondense;

  private final Shell shell;

  ProxyOptions(Shell shell) {
    this.shell = shell;
  }

  /** A name is taken as such even where a file is called the same ({@code ./full} is the file). */
  ProxySpec spec() {
    return spec(proxy);
  }

  /** The set of a name, or of a path from where the user is. */
  ProxySpec spec(String text) {
    if (!ProxySpec.isName(text) && !text.isBlank()) {
      Path path = shell.path(Path.of(text));
      if (Files.exists(path)) {
        return new ProxySpec.Saved(path);
      }
    }
    return ProxySpec.parse(text);
  }

  Preset preset() {
    return Words.choice("the preset", Preset.values(), Preset::word, preset);
  }

  /**
   * The time limit of a condensation.
   *
   * @param text the user's
   * @throws IllegalArgumentException if the set has no iterations that it could end
   */
  Duration timeLimit(String text) {
    matching.requireIterative("--time-limit", preset().condensation(), spec());
    return Words.duration("the time limit", text);
  }

  CondensationSettings condensation() {
    return matching.applied(preset().condensation(), spec());
  }

  int workers() {
    int number = workers.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (number < 1 || number > MAX_WORKERS) {
      throw new IllegalArgumentException(
          "workers must be in [1, %d], but was %d".formatted(MAX_WORKERS, number));
    }
    return number;
  }

  Seed seed() {
    return new Seed(seed);
  }

  /** The folder name of what belongs to a data set, this proxy and this seed. */
  String folderName(String dataSet) {
    return dataSet + "-" + spec().name() + "-seed" + seed;
  }

  /** The sets in the cache folder. */
  ProxyStore store(Consumer<String> warnings) {
    return store(Optional.empty(), warnings);
  }

  /**
   * The sets in the cache folder.
   *
   * @param timeLimit of a set that has to be made
   */
  ProxyStore store(Optional<Duration> timeLimit, Consumer<String> warnings) {
    Machine machine = Machine.current();
    String words =
        "%s, %d cores, %s, %s"
            .formatted(machine.cpu(), machine.cores(), machine.os(), machine.java());
    Host host = new Host(Versions.current(), words, workers(), Clock.systemUTC());
    ProxyStore.Terms terms = new ProxyStore.Terms(recondense, timeLimit);
    return new ProxyStore(CacheFolder.of(shell.environment()).proxies(), host, terms, warnings);
  }
}
