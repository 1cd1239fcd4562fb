package io.proxynas.cli.command;

import io.proxynas.cli.option.ClusterOptions;
import io.proxynas.cli.option.DashboardOptions;
import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.HalvingOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.option.RecipeOptions;
import io.proxynas.cli.option.ScoringOptions;
import io.proxynas.cli.option.SearchSpaceOptions;
import io.proxynas.cli.option.SizeLimitOptions;
import io.proxynas.cli.option.ValidationOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.resume.OutFolder;
import io.proxynas.cli.resume.Request;
import io.proxynas.cli.resume.RunKeeper;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.FailedException;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.CommandLineText;
import io.proxynas.cli.text.SearchText;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.internal.live.Dashboard;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.search.CalibrationPlan;
import io.proxynas.eval.search.Halving;
import io.proxynas.eval.search.ProxyRun;
import io.proxynas.eval.search.RunResult;
import io.proxynas.eval.search.SearchPlan;
import io.proxynas.eval.train.Execution;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.search.Strategy;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Condense, search, validate, report. */
@Command(
    name = "nas-search",
    description =
        "Searches for a network architecture on a small proxy of your images, then proves the"
            + " ranking on the real ones.",
    commandListHeading = "%nCommands:%n")
final class SearchCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final ProxyOptions proxy;
  @Mixin private DataOptions data = new DataOptions();

  @Mixin private SearchSpaceOptions space = new SearchSpaceOptions();
  @Mixin private SizeLimitOptions sizes = new SizeLimitOptions();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "genetic",
      description =
          "How to search: genetic, regularized-evolution, local, nsga2, random or exhaustive"
              + " (default: ${DEFAULT-VALUE}).")
  private String strategyWord = "";

  @Option(
      names = "--objectives",
      paramLabel = "NAME,…",
      description =
          "At least two of accuracy, parameters, flops and latency, the measured time of one"
              + " image on this machine: reports their Pareto front, which nsga2 searches for"
              + " (default: accuracy,parameters with nsga2, else none). A search that goes by latency"
              + " is repeated by --resume alone.")
  private Optional<String> objectives = Optional.empty();

  @Mixin private HalvingOptions halving = new HalvingOptions();

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description = "Distinct candidates to train on the proxy (default: from the preset).")
  private Optional<Integer> candidates = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "End the search when N candidates in a row were no better than the best before them, the"
              + " same candidate at any number of workers (default: go on to the last).")
  private Optional<Integer> patience = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "Start no candidate later than this, as in 90s, 10m or 1h (default: none). Which"
              + " candidates are trained then depends on the machine.")
  private Optional<String> timeLimit = Optional.empty();

  @Mixin private ScoringOptions scoring = new ScoringOptions();

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Option(
      names = "--validate",
      paramLabel = "K",
      description =
          "Candidates to train on the real images, beside the top 3: drawn over the whole ranking to"
              + " judge it, and half of them chosen to teach it where it is calibrated, which takes"
              + " 14; 0 validates none (default: from the preset, 26 where it is calibrated).")
  private Optional<Integer> validate = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "R",
      description =
          "Rounds of a calibrated search: after each, full trainings teach what the next one"
              + " maximises (default: 2).")
  private Optional<Integer> rounds = Optional.empty();

  @Mixin private ValidationOptions validation = new ValidationOptions();

  @Option(
      names = "--export",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Train the first K of the ranking on the real images and save them in top/, beside"
              + " the winner in best/ (default: ${DEFAULT-VALUE}).")
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
      description =
          "Go on with the run in --out, or the newest in runs/ that is not finished, with the options"
              + " that it was begun with; with more --candidates, --validate, --patience or"
              + " --time-limit, extend it, finished or not.")
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
    SearchPlan asked = plan();
    scoring.requireInitialisationsAreUsed(asked.measuresFreeScores());
    dashboard.requireUsable();
    Optional<Cluster> cluster = spark.cluster();
    Optional<Duration> limit = timeLimit.map(text -> OptionValues.duration("the time limit", text));
    OutFolder place = new OutFolder(shell, out, resume);
    place.requireUnused();
    try (ConsoleObserver observer =
        output.observer(
            shell,
            proxy.device(),
            limit.map(time -> Map.of(Phase.SEARCH, time)).orElse(Map.of()))) {
      observer.ranksBy(asked.scoring().rankBy());
      DataSet images = proxy.load(data, observer);
      SearchPlan plan =
          asked.withRecipes(recipe.recipes(proxy.preset(), asked.space(), images, observer));
      OutputFolder made = place.orRuns(proxy.folderName(images.name()));
      Path folder = made.path();
      Request request = Request.of(spec.commandLine().getParseResult());
      RunKeeper keeper = new RunKeeper(shell, request, proxy.host(), out, made, resume);
      Execution execution =
          proxy.execution(limit, folder, resume, CommandLineText.of(request.wholeWords()), cluster);
      RunResult result = keeper.during(() -> run(images, plan, execution, observer, keeper));
      if (!result.isInterrupted()) {
        keeper.finished();
      }
      observer.ends();
      return finish(result, folder, keeper.goOn());
    }
  }

  private RunResult run(
      DataSet images,
      SearchPlan plan,
      Execution execution,
      ConsoleObserver observer,
      RunKeeper keeper)
      throws IOException, InterruptedException {
    ProxyStore store = proxy.store(observer::warns);
    TrainingStore trainings = proxy.trainings(observer::warns);
    RunRecord begun = begun(images, plan, execution);
    try (Dashboard live = dashboard.start(shell, observer, begun, execution.out()).orElse(null)) {
      RunObserver kept = observer.and(keeper);
      RunObserver observers = live == null ? kept : kept.and(live.observer());
      RunResult result = new ProxyRun(images, plan, execution, observers).run(store, trainings);
      if (live != null) {
        live.ends();
      }
      return result;
    }
  }

  private static RunRecord begun(DataSet images, SearchPlan plan, Execution execution) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dataset", images.name());
    settings.put("proxy", plan.proxy().name());
    settings.put("space", plan.space().toString());
    settings.put("strategy", plan.strategy().word());
    settings.putAll(plan.scoring().asMap());
    settings.put("seed", plan.seed().value());
    settings.put("candidates", plan.candidates());
    settings.put("validate", plan.validation().candidates());
    if (plan.measuresLatency()) {
      settings.put("latency", true);
    }
    return RunRecord.begun(new RunFolder(execution.out()).name(), execution.command(), settings);
  }

  private SearchPlan plan() throws IOException {
    Preset preset = proxy.preset();
    Strategy strategy =
        OptionValues.choice("the strategy", Strategy.values(), Strategy::word, strategyWord);
    ProxySpec proxySpec = proxy.spec();
    proxy.workers();
    Optional<Halving> ladder = halving.halving(proxy);
    int usual =
        scoring.isCalibrated(proxySpec) ? CalibrationPlan.DEFAULT_TRAININGS : preset.validate();
    int full = validate.orElse(usual);
    Optional<CalibrationPlan> calibration = calibration(proxySpec, full);
    return new SearchPlan(
        proxySpec,
        proxy.condensation(),
        space.space(shell, preset),
        sizes.limits(),
        strategy,
        objectives.map(SearchCommand::objectives).orElse(strategy.objectives()),
        ladder,
        candidates.orElse(preset.candidates()),
        patience,
        scoring.forSearch(proxySpec),
        recipe.recipes(preset),
        validation.plan(full - calibration.map(CalibrationPlan::trainings).orElse(0)),
        calibration,
        export,
        proxy.seed());
  }

  private Optional<CalibrationPlan> calibration(ProxySpec set, int full) {
    if (!scoring.isCalibrated(set)) {
      if (rounds.isPresent()) {
        throw new IllegalArgumentException(
            "--rounds must go with a calibrated ranking, but was %d where it is not: see --rank-by"
                .formatted(rounds.get()));
      }
      return Optional.empty();
    }
    return Optional.of(
        CalibrationPlan.sharing(rounds.orElse(CalibrationPlan.DEFAULT_ROUNDS), full));
  }

  private static List<Objective> objectives(String text) {
    return OptionValues.choices("an objective", Objective.values(), Objective::word, text);
  }

  /** For scripts, which go on with the network: the report alone is a failure. */
  private static void requireFound(Report report) throws FailedException {
    if (!report.best().isFound()) {
      throw new FailedException(
          "the search must find a network that can be trained on the full data, but every candidate"
              + " that was tried failed there");
    }
  }

  private int finish(RunResult result, Path folder, String goOn) throws IOException {
    if (result.evidence().isPresent()) {
      RunResult.Evidence evidence = result.evidence().get();
      shell
          .out()
          .print(
              json
                  ? ReportJson.toJson(evidence.report())
                  : SearchText.finished(result.search(), evidence, folder));
      requireFound(evidence.report());
      return ExitCode.DONE;
    }
    if (!result.isInterrupted()) {
      throw new FailedException(result.verdict());
    }
    (json ? shell.err() : shell.out()).print(SearchText.interrupted(result.search(), folder, goOn));
    return ExitCode.INTERRUPTED;
  }
}
