package io.proxynas.cli.option;

import io.proxynas.ProxyNas;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.Shell;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.Execution;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which proxy set, and how it is made. */
public final class ProxyOptions {

  @Option(
      names = "--proxy",
      paramLabel = "NAME|PATH",
      defaultValue = ProxyNas.DEFAULT_PROXY,
      description =
          "The set to train on: dm, dmf, ncfm, idm, dc, dsa, random, herding, kcenter or"
              + " forgetting and -ipc<N>, for N images per class; full, for all real images; the"
              + " path of a saved set; or none, for scores without training in a search or a list"
              + " (default: ${DEFAULT-VALUE}).")
  private String proxy = "";

  @Option(
      names = "--set",
      paramLabel = "N",
      description =
          "Which set of a saved file that has several, counted from 1 (default: the first, and a"
              + " warning says so).")
  private Optional<Integer> set = Optional.empty();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "Settings that belong together, and that other options override one by one: smoke for"
              + " a minute, default for minutes, paper for days (default: ${DEFAULT-VALUE}).")
  private String preset = "";

  @Mixin private MatchingOptions matching = new MatchingOptions();

  @Mixin private WorkOptions work = new WorkOptions();

  @Option(
      names = "--recondense",
      description =
          "Make the set anew, even if it is in the cache folder or comes with the program.")
  private boolean recondense;

  private final Shell shell;

  public ProxyOptions(Shell shell) {
    this.shell = shell;
  }

  public ProxySpec spec() {
    return requireSaved(List.of(spec(proxy))).get(0);
  }

  /** Several proxies, between commas. */
  public List<ProxySpec> specs() {
    return requireSaved(OptionValues.words(proxy).stream().map(this::spec).toList());
  }

  /** What a text asks for; the path of a saved set is taken from where the user stands. */
  public ProxySpec spec(String text) {
    ProxySpec spec = ProxySpec.of(text, shell::path);
    return spec instanceof ProxySpec.Saved saved && set.isPresent()
        ? new ProxySpec.Saved(saved.path(), OptionalInt.of(set.get()))
        : spec;
  }

  private List<ProxySpec> requireSaved(List<ProxySpec> specs) {
    if (set.isPresent() && specs.stream().noneMatch(ProxySpec.Saved.class::isInstance)) {
      throw new IllegalArgumentException(
          "--set must go with a saved set, but the proxy is \"%s\"".formatted(proxy));
    }
    return specs;
  }

  public Preset preset() {
    return OptionValues.choice("the preset", Preset.values(), Preset::word, preset);
  }

  /**
   * The time limit of a condensation.
   *
   * @param text the user's
   * @throws IllegalArgumentException if the set has no iterations that it could end
   */
  public Duration timeLimit(String text) {
    matching.requireIterative("--time-limit", preset().condensation(), spec());
    return OptionValues.duration("the time limit", text);
  }

  public CondensationSettings condensation() {
    return condensation(List.of(spec()));
  }

  /** The settings of several proxies; an option of a method must suit each of them. */
  public CondensationSettings condensation(List<ProxySpec> specs) {
    CondensationSettings settings = preset().condensation();
    for (ProxySpec spec : specs) {
      settings = matching.applied(settings, spec);
    }
    return settings;
  }

  public int workers() {
    return work.workers();
  }

  /**
   * How a run is carried out, by these workers and on this device.
   *
   * @param command as it was typed; empty where the run does not keep it
   */
  public Execution execution(
      Optional<Duration> limit,
      Path folder,
      boolean resume,
      String command,
      Optional<Cluster> cluster) {
    return new Execution(workers(), limit, folder, resume, command, cluster, device().request());
  }

  /** What networks are computed on. */
  public DeviceOptions device() {
    return work.device();
  }

  public Seed seed() {
    return work.seed();
  }

  /** Where and when the program runs. */
  public Host host() {
    return work.host();
  }

  /** Loads the real images, on the scale of the preset. */
  public DataSet load(DataOptions data, ConsoleObserver observer) throws InterruptedException {
    return preset().standardized(data.load(shell, observer));
  }

  /** The folder name of what belongs to a data set, this proxy and this seed. */
  public String folderName(String dataSet) {
    return dataSet + "-" + spec().name() + "-seed" + seed().value();
  }

  /** The sets in the cache folder. */
  public ProxyStore store(Consumer<String> warnings) {
    return store(Optional.empty(), warnings);
  }

  /**
   * The sets in the cache folder.
   *
   * @param timeLimit of a set that has to be made
   */
  public ProxyStore store(Optional<Duration> timeLimit, Consumer<String> warnings) {
    return work.proxies(shell, new ProxyStore.Terms(recondense, timeLimit), warnings);
  }

  /** The trainings in the cache folder, which runs share. */
  public TrainingStore trainings(Consumer<String> warnings) {
    return work.trainings(shell, warnings);
  }
}
