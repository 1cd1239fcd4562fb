package io.proxynas.cli.command;

import io.proxynas.cli.option.ClusterOptions;
import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.option.RecipeOptions;
import io.proxynas.cli.option.SearchSpaceOptions;
import io.proxynas.cli.option.SizeLimitOptions;
import io.proxynas.cli.option.StatisticsOptions;
import io.proxynas.cli.option.ValidationOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.resume.OutFolder;
import io.proxynas.cli.resume.Request;
import io.proxynas.cli.resume.RunKeeper;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.StudyResultText;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.study.StudyPlan;
import io.proxynas.eval.study.StudyRun;
import io.proxynas.eval.train.Execution;
import io.proxynas.nas.evaluate.Cluster;
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
import picocli.CommandLine.Spec;

/** Compares proxies on the same candidates. */
@Command(
    name = "study",
    description =
        "Trains candidates drawn at random on several proxies, given as --proxy A,B,C, and on"
            + " the real images, and tells how well each proxy and each of its rivals ranks them.")
final class StudyCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final ProxyOptions proxy;
  @Mixin private StatisticsOptions statistics = new StatisticsOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private SearchSpaceOptions space = new SearchSpaceOptions();
  @Mixin private SizeLimitOptions sizes = new SizeLimitOptions();

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "60",
      description = "Candidates to draw from the space (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Mixin private ValidationOptions validation = new ValidationOptions();

  @Mixin private ClusterOptions spark = new ClusterOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The study's folder (default: runs/<data set>-study-seed<seed>, with a number if taken).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--resume",
      description =
          "Go on with the study in --out, or the newest in runs/ that is not finished, with the options"
              + " that it was begun with; with more proxies, a larger sample or more truth seeds, if"
              + " you like.")
  private boolean resume;

  @Option(names = "--json", description = "Print study.json to stdout and nothing else.")
  private boolean json;

  @Mixin private OutputOptions output = new OutputOptions();

  StudyCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StudyPlan asked = plan();
    Optional<Cluster> cluster = spark.cluster();
    OutFolder place = new OutFolder(shell, out, resume);
    place.requireUnused();
    try (ConsoleObserver observer = output.observer(shell, proxy.device())) {
      DataSet images = proxy.load(data, observer);
      StudyPlan plan =
          asked.withRecipes(recipe.recipes(proxy.preset(), asked.space(), images, observer));
      OutputFolder made = place.orRuns(images.name() + "-study-seed" + proxy.seed().value());
      Path folder = made.path();
      Request request = Request.of(spec.commandLine().getParseResult());
      RunKeeper keeper = new RunKeeper(shell, request, proxy.host(), out, made, resume);
      Execution execution = proxy.execution(Optional.empty(), folder, resume, "", cluster);
      StudyRun study = new StudyRun(images, plan, execution, observer.and(keeper));
      return finish(study, folder, observer, keeper);
    }
  }

  private int finish(StudyRun study, Path folder, ConsoleObserver observer, RunKeeper keeper)
      throws IOException {
    try {
      StudyReport report =
          keeper.during(
              () -> study.run(proxy.store(observer::warns), proxy.trainings(observer::warns)));
      keeper.finished();
      observer.ends();
      shell
          .out()
          .print(json ? ReportJson.toJson(report) : StudyResultText.finished(report, folder));
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      observer.ends();
      (json ? shell.err() : shell.out()).print(StudyResultText.interrupted(folder, keeper.goOn()));
      return ExitCode.INTERRUPTED;
    }
  }

  private StudyPlan plan() throws IOException {
    Preset preset = proxy.preset();
    List<ProxySpec> proxies = proxy.specs();
    proxy.workers();
    return new StudyPlan(
        proxies,
        proxy.condensation(proxies),
        space.space(shell, preset),
        sizes.limits(),
        recipe.recipes(preset),
        validation.plan(sample),
        statistics.ofCandidates(),
        proxy.seed());
  }
}
