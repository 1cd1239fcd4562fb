package io.proxynas.cli.command;

import io.proxynas.cli.option.DataLocationOptions;
import io.proxynas.cli.option.DeviceOptions;
import io.proxynas.cli.option.EpochOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.UsualImages;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.TrainingText;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.FullTraining;
import io.proxynas.model.ArchitectureFile;
import io.proxynas.model.NetworkFolder;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataSets;
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
            + " on the test images, and saves the network. The file names the images, their size and"
            + " the recipe, unless options do.")
final class TrainCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "ARCHITECTURE.json",
      description = "The architecture, such as best/architecture.json of a run folder.")
  private Path file = Path.of("");

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR|CSV",
      description =
          "The images to train on, a name or folder as for a search (default: those that the file"
              + " names, else fashion-mnist-mini).")
  private Optional<String> dataset = Optional.empty();

  @Mixin private DataLocationOptions places = new DataLocationOptions();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Whose recipe to train by: smoke, default or paper (default: the recipe of the file, else"
              + " that of default).")
  private Optional<String> preset = Optional.empty();

  @Mixin private EpochOptions epochs = new EpochOptions();

  @Mixin private DeviceOptions device = new DeviceOptions();

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
          "Where to put model.zip, model.onnx, labels.txt and architecture.json (default:"
              + " runs/trained/<architecture>-<data set>-seed<seed>).")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  TrainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ArchitectureFile saved = ArchitectureFile.read(shell.path(file));
    Optional<Preset> own =
        preset.map(word -> OptionValues.choice("the preset", Preset.values(), Preset::word, word));
    epochs.recipe(
        own.orElse(Preset.DEFAULT)); // first: an impossible one is told before the images are read
    try (ConsoleObserver observer = output.observer(shell, device)) {
      DataSet images = images(saved, own, observer);
      Architecture architecture = saved.architecture();
      NetworkFolder folder = new NetworkFolder(folder(architecture, images));
      OutputFolder.make(shell, folder.root());
      observer.begins("train", "epochs");
      FullTraining.TestResult result =
          new FullTraining(images, recipe(saved, own, images, observer), new Seed(seed))
              .run(architecture, saved.space(), folder, observer::progress);
      observer.ends();
      shell.out().print(TrainingText.finished(architecture, images, result, folder));
      return ExitCode.DONE;
    }
  }

  /** That of the preset if one is given, else that of the file. */
  private Recipe recipe(
      ArchitectureFile saved, Optional<Preset> own, DataSet images, ConsoleObserver observer) {
    Optional<Recipe> before =
        own.isPresent() ? Optional.empty() : saved.trainedOn().flatMap(TrainedOn::recipe);
    return before
        .map(epochs::recipe)
        .orElseGet(() -> epochs.recipe(own.orElse(Preset.DEFAULT), images, observer));
  }

  private DataSet images(ArchitectureFile saved, Optional<Preset> own, ConsoleObserver observer)
      throws InterruptedException {
    DataSet images =
        places.load(
            dataset.orElseGet(() -> recorded(saved)),
            UsualImages.of(saved.shape(), saved.trainedOn()),
            shell,
            observer);
    return own.map(preset -> preset.standardized(images)).orElseGet(() -> asBefore(images, saved));
  }

  /** On the published scale, if the file's network was trained on that. */
  private static DataSet asBefore(DataSet images, ArchitectureFile saved) {
    DataSet published = Preset.PAPER.standardized(images);
    return saved
        .trainedOn()
        .filter(before -> before.statistics().equals(published.statistics()))
        .map(before -> published)
        .orElse(images);
  }

  /** What the file names, if it is here. */
  private static String recorded(ArchitectureFile saved) {
    return saved
        .trainedOn()
        .map(before -> RecordedImages.source(saved.id(), before))
        .orElse(DataSets.names().get(0));
  }

  private Path folder(Architecture architecture, DataSet images) {
    String name = NetworkFolder.name(architecture) + "-" + images.name() + "-seed" + seed;
    return shell.path(out.orElseGet(() -> Path.of("runs", "trained", name)));
  }
}
