package io.proxynas.cli.command;

import io.proxynas.cli.option.ClusterOptions;
import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.EpochOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.option.SearchSpaceOptions;
import io.proxynas.cli.option.StatisticsOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.resume.OutFolder;
import io.proxynas.cli.resume.Request;
import io.proxynas.cli.resume.RunKeeper;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.CommandLineText;
import io.proxynas.cli.text.TableText;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.table.TablePlan;
import io.proxynas.eval.table.TableRun;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.Recipes;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures networks in every way that a ranking could be made of. */
@Command(
    name = "table",
    description =
        "Measures for networks of a space everything that a ranking could be made of, and the"
            + " truth: size, decisions, training-free scores, and the trainings on several proxies,"
            + " given as --proxy A,B,C, and on the real images, with accuracy and loss at every"
            + " epoch. A table.csv goes on with --resume on any machine.")
final class TableCommand implements Callable<Integer> {

  private static final String NONE = "none";

  /** The commit that the launcher runs, if it knows. */
  private static final String COMMIT = "proxynas.commit";

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SearchSpaceOptions space = new SearchSpaceOptions();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Networks to measure, drawn at random; a larger number later goes on with more (default:"
              + " the whole space).")
  private Optional<Integer> sample = Optional.empty();

  @Mixin private final ProxyOptions proxy;
  @Mixin private StatisticsOptions statistics = new StatisticsOptions();

  @Option(
      names = "--proxy-epochs",
      paramLabel = "E,…|none",
      description =
          "Epochs of the trainings on each proxy, one training for each number; none for no"
              + " training on proxies (default: as --epochs; where that is left out, at least "
              + NasBench201Space.LEAST_PROXY_EPOCHS
              + " in nasbench201).")
  private Optional<String> proxyEpochs = Optional.empty();

  @Mixin private EpochOptions epochs = new EpochOptions();

  @Option(
      names = "--truth-seeds",
      paramLabel = "K",
      defaultValue = "3",
      description =
          "Trainings of each network on the real images; 0 for none (default:"
              + " ${DEFAULT-VALUE}).")
  private int truthSeeds;

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private ClusterOptions spark = new ClusterOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for table.csv and table.json.")
  private Path out = Path.of("");

  @Option(
      names = "--resume",
      description =
          "Go on with the table in the folder, with the options that it was begun with and the networks"
              + " that have no row yet.")
  private boolean resume;

  @Mixin private OutputOptions output = new OutputOptions();

  TableCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Preset preset = proxy.preset();
    plan(
        Recipes.alike(
            epochs.recipe(preset))); // first: what cannot be is told before images are read
    Optional<Cluster> cluster = spark.cluster();
    Path folder = shell.path(out);
    requireUnused(folder);
    try (ConsoleObserver observer = output.observer(shell, proxy.device())) {
      DataSet images = proxy.load(data, observer);
      TablePlan plan = plan(recipes(preset, images, observer));
      Request request = Request.of(spec.commandLine().getParseResult());
      RunKeeper keeper =
          new RunKeeper(
              shell,
              request,
              proxy.host(),
              Optional.of(out),
              OutputFolder.make(shell, folder),
              resume);
      String command = CommandLineText.of(request.wholeWords());
      Execution execution = proxy.execution(Optional.empty(), folder, resume, command, cluster);
      TableRun run = new TableRun(images, plan, execution, host(), observer.and(keeper));
      return finish(run, observer, keeper);
    }
  }

  private void requireUnused(Path folder) {
    if (!resume && TableRun.isIn(folder)) {
      throw new IllegalArgumentException(
          "the folder of a new table must not have a table in it, but %s has one; use --resume to go on with it, or another --out"
              .formatted(folder));
    }
    new OutFolder(shell, Optional.of(out), resume).requireUnused();
  }

  /** With the commit among the versions, where it is known. */
  private Host host() {
    Host host = proxy.host();
    Map<String, String> versions = new TreeMap<>(host.versions());
    Optional.ofNullable(System.getProperty(COMMIT))
        .ifPresent(commit -> versions.put("commit", commit));
    return new Host(versions, host.machine(), host.workers(), host.clock(), host.yardstick());
  }

  private int finish(TableRun run, ConsoleObserver observer, RunKeeper keeper) throws IOException {
    try {
      TableRun.TableResult result = keeper.during(() -> run.run(proxy.store(observer::warns)));
      keeper.finished();
      observer.ends();
      shell.out().print(TableText.finished(result));
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      observer.ends();
      shell.out().print(TableText.interrupted(shell.path(out), keeper.goOn()));
      return ExitCode.INTERRUPTED;
    }
  }

  /** As a search with the same options trains. */
  private Recipes recipes(Preset preset, DataSet images, ConsoleObserver observer)
      throws IOException {
    return proxyEpochs.isPresent()
        ? Recipes.alike(epochs.recipe(preset, images, observer))
        : epochs.recipes(preset, space.space(shell, preset), images, observer);
  }

  private TablePlan plan(Recipes recipes) throws IOException {
    Preset preset = proxy.preset();
    proxy.workers();
    boolean onProxies = proxyEpochs.filter(text -> text.strip().equals(NONE)).isEmpty();
    boolean named = spec.commandLine().getParseResult().hasMatchedOption("--proxy");
    Require.that(
        onProxies || resume || !named,
        "--proxy must go without --proxy-epochs none, which trains on no proxy");
    List<ProxySpec> proxies = onProxies ? proxy.specs() : List.of();
    List<Integer> onEach =
        onProxies
            ? proxyEpochs
                .map(text -> OptionValues.numbers("the epochs on a proxy", text))
                .orElse(List.of(recipes.proxyEpochs()))
            : List.of();
    return new TablePlan(
        proxies,
        onEach,
        proxy.condensation(proxies),
        space.space(shell, preset),
        sample,
        recipes.full(),
        truthSeeds,
        statistics.ofCandidates(),
        proxy.seed());
  }
}
