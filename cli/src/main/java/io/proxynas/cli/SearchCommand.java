package io.proxynas.cli;

import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.ProxyStore;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.train.Recipe;
import io.proxynas.eval.live.Dashboard;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.run.Execution;
import io.proxynas.eval.run.Halving;
import io.proxynas.eval.run.Plan;
import io.proxynas.eval.run.Preset;
import io.proxynas.eval.run.ProxyRun;
import io.proxynas.eval.run.RunFolder;
import io.proxynas.eval.run.RunObserver;
import io.proxynas.eval.run.RunObserver.Phase;
import io.proxynas.eval.run.RunResult;
import io.proxynas.eval.run.Strategy;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Condense, search, validate, report. */
@Command(
    name = "nas-search",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    sortOptions = false,
    description =
        "Searches for a network architecture on a small proxy of your images, then proves the"
            + " ranking on the real ones.",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n")
final class SearchCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final ProxyOptions proxy;
  @Mixin private DataOptions data = new DataOptions();

  @Mixin private SpaceChoice space = new SpaceChoice();
  @Mixin private SizeOptions size = new SizeOptions();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "genetic",
      description = "How to search (default: ${DEFAULT-VALUE}).")
  private String strategyWord = "";

  @Option(
      names = "--objectives",
      paramLabel = "NAME,…",
      description =
          "At least two of accuracy, parameters, flops, latency: reports their Pareto front, which"
              + " nsga2 searches for (default: accuracy,parameters with nsga2, else none). Latency"
              + " is the measured time of one image; a search that goes by it is repeated by"
              + " --resume alone.")
  private Optional<String> objectives = Optional.empty();

  @Option(
      names = "--halving",
      paramLabel = "F",
      description =
          "Successive halving: trains every candidate for 1/F² of the epochs, the best 1/F of those"
              + " for 1/F, and the best 1/F of these in full (default: all in full).")
  private Optional<Integer> halving = Optional.empty();

  @Option(
      names = "--rungs",
      paramLabel = "NAME,…",
      description =
          "With --halving, instead of fewer epochs: what candidates are tried on first, a"
              + " training-free score, then smaller sets for all epochs, or either, as in"
              + " naswot,dm-ipc1,dm-ipc10.")
  private Optional<String> rungs = Optional.empty();

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description = "Distinct candidates to train on the proxy (default: from the preset).")
  private Optional<Integer> candidates = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "After which the search starts no candidate, as in 90s, 10m or 1h (default: none)."
              + " Which candidates are trained then depends on the machine.")
  private Optional<String> timeLimit = Optional.empty();

  @Mixin private ScoringOptions scoring = new ScoringOptions();

  @Option(
      names = "--epochs",
      paramLabel = "E",
      description = "Epochs of every training, on proxy and real data (default: from the preset).")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--validate",
      paramLabel = "K",
      description =
          "Candidates drawn over the whole ranking to train on the real data, beside the top 3;"
              + " 0 validates none (default: from the preset).")
  private Optional<Integer> validate = Optional.empty();

  @Mixin private TruthOptions truth = new TruthOptions();

  @Option(
      names = "--export",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Networks of the first K of the ranking to train on the real data and save in top/,"
              + " beside the winner in best/ (default: ${DEFAULT-VALUE}).")
  private int export;

  @Mixin private ClusterOptions spark = new ClusterOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run folder (default: runs/<data set>-<proxy>-seed<seed>, with a number if taken).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--resume",
      description = "Go on with the run in the folder, by default the latest one.")
  private boolean resume;

  @Mixin private DashboardOptions dashboard = new DashboardOptions();

  @Option(names = "--json", description = "Print report.json to stdout and nothing else.")
  private boolean json;

  @Mixin private OutputOptions output = new OutputOptions();

  SearchCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Plan plan = plan();
    scoring.requireInitialisationsAreUsed(plan.measuresFreeScores());
    Optional<Cluster> cluster = spark.cluster();
    Optional<Duration> limit = timeLimit.map(text -> Words.duration("the time limit", text));
    if (!resume) {
      out.map(shell::path).ifPresent(OutFolders::requireUnused);
    }
    try (ConsoleObserver observer =
        output.observer(shell, limit.map(time -> Map.of(Phase.SEARCH, time)).orElse(Map.of()))) {
      DataSet images = data.load(shell, observer);
      Path folder = folder(images);
      Execution execution =
          new Execution(proxy.workers(), limit, folder, resume, commandLine(), cluster);
      RunResult result = run(images, plan, execution, observer);
      observer.ends();
      return finish(result, folder);
    }
  }

  private RunResult run(DataSet images, Plan plan, Execution execution, ConsoleObserver observer)
      throws IOException, InterruptedException {
    ProxyStore store = proxy.store(observer::warns);
    TrainingStore trainings = proxy.trainings(observer::warns);
    RunRecord begun = begun(images, plan, execution);
    try (Dashboard live = dashboard.start(shell, observer, begun, execution.out()).orElse(null)) {
      OutFolders.requireWritable(execution.out());
      RunObserver observers = live == null ? observer : observer.and(live);
      RunResult result = new ProxyRun(images, plan, execution, observers).run(store, trainings);
      if (live != null) {
        live.ends();
      }
      return result;
    }
  }

  private static RunRecord begun(DataSet images, Plan plan, Execution execution) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dataset", images.name());
    settings.put("proxy", plan.proxy().name());
    settings.put("space", plan.space().toString());
    settings.put("strategy", plan.strategy().word());
    settings.put("seed", plan.seed().value());
    if (plan.measuresLatency()) {
      settings.put("latency", true);
    }
    return RunRecord.begun(new RunFolder(execution.out()).name(), execution.command(), settings);
  }

  private Plan plan() throws IOException {
    Preset preset = proxy.preset();
    Strategy strategy =
        Words.choice("the strategy", Strategy.values(), Strategy::word, strategyWord);
    Recipe recipe = preset.recipe();
    ProxySpec proxySpec = proxy.spec();
    proxy.workers();
    return new Plan(
        proxySpec,
        proxy.condensation(),
        space.space(shell, preset),
        size.limits(),
        strategy,
        objectives.map(Words::objectives).orElse(strategy.objectives()),
        halving(),
        candidates.orElse(preset.candidates()),
        scoring.forSearch(),
        recipe.withEpochs(epochs.orElse(recipe.epochs())),
        truth.plan(validate.orElse(preset.validate())),
        export,
        proxy.seed());
  }

  private List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  private String commandLine() {
    return SearchText.commandLine(arguments());
  }

  private Optional<Halving> halving() {
    if (rungs.isPresent() && halving.isEmpty()) {
      throw new IllegalArgumentException(
          "--rungs must go with --halving F, but were %s without".formatted(rungs.get()));
    }
    List<String> words =
        rungs.stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .toList();
    Optional<FreeScore> score = words.stream().findFirst().flatMap(Words::freeScore);
    List<String> sets = words.subList(score.isPresent() ? 1 : 0, words.size());
    for (String set : sets) {
      if (Words.freeScore(set).isPresent()) {
        throw new IllegalArgumentException(
            "a training-free score must be the first of the rungs, but was %s in %s"
                .formatted(set, String.join(",", words)));
      }
    }
    List<ProxySpec> lower = sets.stream().map(this::rung).toList();
    return halving.map(factor -> new Halving(factor, score, lower));
  }

  private ProxySpec rung(String set) {
    try {
      return proxy.spec(set);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a rung must be a proxy or, the first, one of %s: %s"
              .formatted(
                  Arrays.stream(FreeScore.values())
                      .map(FreeScore::word)
                      .collect(Collectors.joining(", ")),
                  e.getMessage()),
          e);
    }
  }

  private Path folder(DataSet images) {
    return out.map(shell::path)
        .orElseGet(
            () ->
                OutFolders.unused(
                    shell.path(Path.of("runs", proxy.folderName(images.name()))), resume));
  }

  private int finish(RunResult result, Path folder) {
    if (result.evidence().isPresent()) {
      RunResult.Evidence evidence = result.evidence().get();
      shell
          .out()
          .print(
              json
                  ? ReportJson.toJson(evidence.report())
                  : SearchText.finished(result.search(), evidence, folder));
      return ExitCode.DONE;
    }
    SearchResult search = result.search();
    if (search.end() != SearchResult.End.INTERRUPTED && result.ranking().trained().isEmpty()) {
      throw new FailedException(SearchText.nothingTrained(search));
    }
    (json ? shell.err() : shell.out())
        .print(SearchText.interrupted(search, folder, arguments(), out.isEmpty()));
    return ExitCode.INTERRUPTED;
  }
}
