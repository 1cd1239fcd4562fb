package io.proxynas.cli.command;

import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.EpochOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.TrainingText;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.folder.ArchitectureFile;
import io.proxynas.eval.folder.NetworkFolder;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.FullTraining;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains one architecture in full. */
@Command(
    name = "train",
    description =
        "Trains an architecture that a search has saved on all training images, tells its accuracy"
            + " on the test images, and saves the network.")
final class TrainCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ARCHITECTURE.json",
      description = "The architecture, such as best/architecture.json of a run folder.")
  private Path file = Path.of("");

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "Whose recipe to train by: smoke, default or paper (default: ${DEFAULT-VALUE}).")
  private String preset = "";

  @Mixin private EpochOptions epochs = new EpochOptions();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides weights and data order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to put model.zip, architecture.json and configuration.json (default:"
              + " runs/trained/<architecture>-<data set>-seed<seed>).")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  TrainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ArchitectureFile saved = ArchitectureFile.read(shell.path(file));
    Preset own = OptionValues.choice("the preset", Preset.values(), Preset::word, preset);
    epochs.recipe(own); // first: an impossible one is told before the images are read
    try (ConsoleObserver observer = output.observer(shell)) {
      DataSet images = data.load(shell, observer);
      Architecture architecture = saved.architecture();
      NetworkFolder folder = new NetworkFolder(folder(architecture, images));
      AtomicFile.requireWritable(folder.root());
      observer.begins("train", "epochs");
      FullTraining.TestResult result =
          new FullTraining(images, epochs.recipe(own, images, observer), new Seed(seed))
              .run(architecture, saved.space(), folder, observer::progress);
      observer.ends();
      shell.out().print(TrainingText.finished(architecture, images, result, folder));
      return ExitCode.DONE;
    }
  }

  private Path folder(Architecture architecture, DataSet images) {
    String name = NetworkFolder.name(architecture) + "-" + images.name() + "-seed" + seed;
    return shell.path(out.orElseGet(() -> Path.of("runs", "trained", name)));
  }
}
