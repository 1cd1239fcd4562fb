package io.proxynas.cli.command;

import io.proxynas.cli.option.ClusterOptions;
import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.option.RecipeOptions;
import io.proxynas.cli.option.ScoringOptions;
import io.proxynas.cli.option.SearchSpaceOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.resume.OutFolder;
import io.proxynas.cli.resume.Request;
import io.proxynas.cli.resume.RunKeeper;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.FailedException;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.RankText;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.list.ListPlan;
import io.proxynas.eval.list.ListRun;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.space.ArchitectureList;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores a given list of architectures. */
@Command(
    name = "rank",
    description =
        "Trains a given list of architectures, or a random sample of a space, on a proxy set"
            + " and writes all their scores, in the order of the list, as CSV.")
final class RankCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final String CSV = ".csv";

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "Architectures of the space, one a line: ids, such as a benchmark's strings, or JSON"
              + " objects with an id in \"architecture\"; - for standard input.")
  private Optional<String> file = Optional.empty();

  @Option(names = "--architectures", paramLabel = "FILE", description = "The same as FILE.")
  private Optional<String> architectures = Optional.empty();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Draw N architectures of the space at random, instead of a FILE.")
  private Optional<Integer> sample = Optional.empty();

  @Mixin private SearchSpaceOptions space = new SearchSpaceOptions();
  @Mixin private ScoringOptions scoring = new ScoringOptions();
  @Mixin private final ProxyOptions proxy;
  @Mixin private DataOptions data = new DataOptions();

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Mixin private ClusterOptions spark = new ClusterOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR|FILE.csv",
      description =
          "The folder for scores.csv and the journal, or the CSV file, whose journal lies in a"
              + " folder of the same name without .csv (default: runs/rank-<data"
              + " set>-<proxy>-seed<seed>, with a number if taken).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--resume",
      description =
          "Go on with the journal in --out, or with the newest run of a list in runs/ that is not"
              + " finished, with the options that it was begun with; the list may be another.")
  private boolean resume;

  @Mixin private OutputOptions output = new OutputOptions();

  RankCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ListPlan asked = plan();
    Optional<Cluster> cluster = spark.cluster();
    OutFolder place = new OutFolder(shell, out.map(RankCommand::folderOf), resume);
    place.requireUnused();
    try (ConsoleObserver observer = output.observer(shell, proxy.device())) {
      observer.ranksBy(asked.scoring().rankBy());
      DataSet images = proxy.load(data, observer);
      ListPlan plan =
          asked.withRecipes(recipe.recipes(proxy.preset(), asked.space(), images, observer));
      OutputFolder made = place.orRuns("rank-" + proxy.folderName(images.name()));
      Path folder = made.path();
      Path csv =
          out.filter(RankCommand::isCsv).map(shell::path).orElse(folder.resolve("scores.csv"));
      Request request = Request.of(spec.commandLine().getParseResult());
      RunKeeper keeper = new RunKeeper(shell, request, proxy.host(), out, made, resume);
      Execution execution = proxy.execution(Optional.empty(), folder, resume, "", cluster);
      ListRun run = new ListRun(images, plan, execution, csv, observer.and(keeper));
      ListRun.ListResult result = keeper.during(() -> run.run(proxy.store(observer::warns)));
      if (!result.interrupted()) {
        keeper.finished();
      }
      observer.ends();
      return finish(result, plan.scoring(), csv, keeper.goOn());
    }
  }

  private ListPlan plan() throws IOException {
    ScoringPlan measured = scoring.forList(proxy.spec());
    scoring.requireInitialisationsAreUsed(!measured.free().isEmpty());
    proxy.workers();
    SearchSpace from = space.space(shell, proxy.preset());
    return new ListPlan(
        proxy.spec(),
        proxy.condensation(),
        from,
        list(from),
        measured,
        recipe.recipes(proxy.preset()),
        proxy.seed());
  }

  private List<Architecture> list(SearchSpace from) throws IOException {
    long given = List.of(file, architectures, sample).stream().filter(Optional::isPresent).count();
    if (given != 1) {
      throw new IllegalArgumentException(
          "the architectures must come from one of FILE, --architectures and --sample, but %s given"
              .formatted(given == 0 ? "none was" : given + " were"));
    }
    ArchitectureList list = new ArchitectureList(from);
    if (sample.isPresent()) {
      return list.sample(sample.get(), proxy.seed());
    }
    String source = file.or(() -> architectures).orElseThrow();
    return source.equals(STANDARD_INPUT)
        ? list.read(shell.in())
        : list.read(shell.path(Path.of(source)));
  }

  private static boolean isCsv(Path path) {
    return path.toString().endsWith(CSV);
  }

  private static Path folderOf(Path given) {
    String text = given.toString();
    return isCsv(given) ? Path.of(text.substring(0, text.length() - CSV.length())) : given;
  }

  private int finish(ListRun.ListResult result, ScoringPlan measured, Path csv, String goOn) {
    List<Outcome> distinct = result.outcomes().stream().distinct().toList();
    Ranking ranking = Ranking.by(distinct, measured.rankBy());
    shell.out().print(RankText.finished(ranking, measured.rankBy(), csv));
    if (result.interrupted()) {
      shell.out().print(RankText.interrupted(distinct.size(), goOn));
      return ExitCode.INTERRUPTED;
    }
    if (ranking.trained().isEmpty()) {
      Outcome.Failed first = ranking.failed().get(0);
      throw new FailedException(
          "an architecture must be trained, but all %,d failed; %s: %s"
              .formatted(distinct.size(), first.architecture().id(), first.reason()));
    }
    return ExitCode.DONE;
  }
}
