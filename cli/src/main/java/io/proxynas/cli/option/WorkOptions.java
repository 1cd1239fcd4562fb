package io.proxynas.cli.option;

import io.proxynas.cli.shell.Shell;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Machine;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Host;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many workers, on what, and the seed; with these, what the cache folder keeps for all
 * commands.
 */
public final class WorkOptions {

  private static final int MAX_WORKERS = 1024;

  @Option(
      names = "--workers",
      paramLabel = "W",
      description =
          "Networks trained at a time; the results do not depend on it (default: the number of"
              + " processors).")
  private Optional<Integer> workers = Optional.empty();

  @Mixin private DeviceOptions device = new DeviceOptions();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  public int workers() {
    int number = workers.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (number < 1 || number > MAX_WORKERS) {
      throw new IllegalArgumentException(
          "workers must be in [1, %d], but was %d".formatted(MAX_WORKERS, number));
    }
    return number;
  }

  /** What networks are computed on. */
  public DeviceOptions device() {
    return device;
  }

  public Seed seed() {
    return new Seed(seed);
  }

  /** Where and when the program runs. */
  public Host host() {
    return Machine.current().host(workers(), Clock.systemUTC());
  }

  /** The proxy sets of the cache folder. */
  public ProxyStore proxies(Shell shell, ProxyStore.Terms terms, Consumer<String> warnings) {
    return new ProxyStore(CacheFolder.of(shell.environment()).proxies(), host(), terms, warnings);
  }

  /** The trainings of the cache folder. */
  public TrainingStore trainings(Shell shell, Consumer<String> warnings) {
    return new TrainingStore(CacheFolder.of(shell.environment()).trainings(), host(), warnings);
  }
}
