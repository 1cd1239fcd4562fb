package io.proxynas.cli.command;

import io.proxynas.cli.option.DataLocationOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ScoredOnOptions;
import io.proxynas.cli.option.WorkOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.ExperimentText;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.experiments.paper.Experiments;
import io.proxynas.experiments.run.Estimate;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.ExperimentRun;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Selection.By;
import io.proxynas.experiments.run.Selection.Contestant;
import io.proxynas.experiments.run.Selection.Whole;
import io.proxynas.experiments.run.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a table or figure of a paper. */
@Command(
    name = "experiment",
    description =
        "Measures a table or figure of a paper, beside the published figures. What is measured is"
            + " kept line by line; the same command goes on after an interruption, and one with"
            + " more data sets, methods or sizes adds theirs.")
final class ExperimentCommand implements Callable<Integer> {

  private static final String LIST = "list";

  private final Shell shell;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = LIST,
      description =
          "The experiment: accuracy, cross-architecture, training-time, embedding, images,"
              + " distribution, large-ipc, architecture-search, augmentation, calibration or race; or"
              + " list, which tells them all (default: ${DEFAULT-VALUE}).")
  private String name = LIST;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description =
          "The budget: smoke for minutes, cpu for about an hour, paper for days (default:"
              + " ${DEFAULT-VALUE}).")
  private String preset = "";

  @Option(
      names = "--dataset",
      paramLabel = "NAMES",
      description =
          "Data sets by name, or image folders, between commas; of a replay, the tables convnet,"
              + " nasbench201, nasbench-macro, nasbench-macro-scores and darts (default: the preset's).")
  private Optional<String> dataset = Optional.empty();

  @Mixin private DataLocationOptions places = new DataLocationOptions();

  @Option(
      names = "--methods",
      paramLabel = "NAMES",
      description =
          "Methods to compare, between commas: random, herding, kcenter, forgetting, dc, dsa,"
              + " dm, dmf, ncfm, idm, or whole for the whole data (default: the experiment's).")
  private Optional<String> methods = Optional.empty();

  @Option(
      names = "--ipc",
      paramLabel = "NUMBERS",
      description = "Images per class of the sets, between commas (default: the experiment's).")
  private Optional<String> imagesPerClass = Optional.empty();

  @Mixin private ScoredOnOptions scoredOn = new ScoredOnOptions();
  @Mixin private WorkOptions work = new WorkOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to put rows.csv, settings.json, table.md, report.html and the pictures (default:"
              + " runs/experiments/<name>-<preset>, or <name>-<preset>-validation).")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  ExperimentCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (name.equals(LIST)) {
      shell.out().print(ExperimentText.list());
      return ExitCode.DONE;
    }
    Experiment experiment =
        OptionValues.choice(
            "the experiment", Experiments.all().toArray(Experiment[]::new), Experiment::name, name);
    Scale scale = OptionValues.choice("the preset", Scale.values(), Scale::word, preset);
    Selection selection = selection(experiment, scale);
    work.workers();
    try (ConsoleObserver observer = output.observer(shell, work.device())) {
      Path folder = folder(experiment, scale);
      OutputFolder.make(shell, folder);
      shell
          .beginning()
          .undoneBy(() -> shell.err().println("nas-search: interrupted; the same command goes on"));
      try (ExperimentRun run =
          ExperimentRun.open(
              experiment,
              bench(scale, selection, folder, observer),
              Estimate.Memory.ofThisMachine(),
              work.host(),
              System::nanoTime)) {
        return finish(run, experiment, folder, observer);
      }
    }
  }

  private int finish(
      ExperimentRun run, Experiment experiment, Path folder, ConsoleObserver observer)
      throws IOException {
    observer.announces(ExperimentText.estimate(experiment, run.estimate()));
    try {
      observer.begins(experiment.name(), "% of the work");
      run.run(observer::trial);
      observer.ends();
      shell.out().print(run.present() + ExperimentText.files(folder));
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      observer.ends();
      shell.out().print(ExperimentText.interrupted(run.estimate(), folder));
      return ExitCode.INTERRUPTED;
    }
  }

  private Workbench bench(Scale scale, Selection selection, Path folder, ConsoleObserver observer) {
    return new Workbench(
        scale,
        selection,
        scoredOn.chosen(),
        nameOrFolder -> places.load(nameOrFolder, shell, observer),
        places.folder(shell),
        new Workbench.Stores(
            work.proxies(shell, ProxyStore.Terms.USUAL, observer::warns),
            work.trainings(shell, observer::warns)),
        work.seed(),
        work.workers(),
        folder,
        observer::warns);
  }

  private Path folder(Experiment experiment, Scale scale) {
    String folder = experiment.name() + "-" + scale.word();
    if (scoredOn.chosen() != ScoredOn.TEST) {
      folder += "-" + scoredOn.chosen().word();
    }
    return shell.path(out.orElse(Path.of("runs", "experiments", folder)));
  }

  private Selection selection(Experiment experiment, Scale scale) {
    Selection selection = experiment.selection(scale);
    requireChoice("--methods", methods, !selection.contestants().isEmpty());
    requireChoice("--ipc", imagesPerClass, !selection.imagesPerClass().isEmpty());
    requireChoice(
        "--score-on validation",
        Optional.of(scoredOn.chosen()).filter(on -> on != ScoredOn.TEST),
        experiment.scoresSets());
    if (dataset.isPresent()) {
      selection =
          selection.withDataSets(OptionValues.words(dataset.get()).stream().distinct().toList());
    }
    if (methods.isPresent()) {
      selection = selection.withContestants(contestants(methods.get(), selection));
    }
    return imagesPerClass.isPresent()
        ? selection.withImagesPerClass(
            OptionValues.numbers("images per class", imagesPerClass.get()))
        : selection;
  }

  private void requireChoice(String option, Optional<?> value, boolean offered) {
    if (value.isPresent() && !offered) {
      throw new IllegalArgumentException(
          "%s must go with an experiment that has them to choose, but the experiment was %s"
              .formatted(option, name));
    }
  }

  /** The user's contestants; an experiment without the whole data takes methods only. */
  private static List<Contestant> contestants(String text, Selection offered) {
    Contestant[] all =
        Stream.concat(
                Arrays.stream(Method.values()).map(By::new),
                offered.contestants().stream().filter(Whole.class::isInstance))
            .toArray(Contestant[]::new);
    return OptionValues.choices("a method", all, Contestant::word, text).stream()
        .distinct()
        .toList();
  }
}
