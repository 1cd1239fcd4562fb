package io.proxynas.cli.command;

import io.proxynas.cli.option.DataLocationOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.UsualImages;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.engine.Worded;
import io.proxynas.model.ArchitectureFile;
import io.proxynas.model.ModelFile;
import io.proxynas.model.TrainedOn;
import io.proxynas.model.onnx.OnnxInput;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a saved network for other programs. */
@Command(
    name = "export",
    description =
        "Writes a network that a search or train has saved for other programs. Searches write"
            + " model.onnx themselves; this is for those of older versions and for bytes as input.")
final class ExportCommand implements Callable<Integer> {

  /** The formats that there are. */
  private enum ExportFormat implements Worded {
    ONNX
  }

  private final Shell shell;

  @Parameters(
      paramLabel = "MODEL",
      description = "A model.zip, or the folder of one, such as best of a run folder.")
  private Path model = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "onnx",
      description = "The format: onnx (default: ${DEFAULT-VALUE}).")
  private String format = "";

  @Option(
      names = "--input",
      paramLabel = "TYPE",
      defaultValue = "floats",
      description =
          "What the model is to take as its images (N, C, H, W): floats in [0, 1], or bytes"
              + " (default: ${DEFAULT-VALUE}).")
  private String input = "";

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR|CSV",
      description =
          "The images that the network was trained on, for a model that does not say so itself"
              + " since an older version wrote it.")
  private Optional<String> dataset = Optional.empty();

  @Mixin private DataLocationOptions places = new DataLocationOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write (default: model.onnx beside the model).")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionValues.choice("the format", ExportFormat.values(), ExportFormat::word, format);
    OnnxInput taken = OptionValues.choice("the input", OnnxInput.values(), OnnxInput::word, input);
    ModelFile from = ModelFile.of(shell.path(model));
    Path to = out.map(shell::path).orElseGet(() -> from.path().resolveSibling("model.onnx"));
    from.onnx(trainedOn(from), taken).write(to);
    shell.out().print(Format.text("%s%n", to));
    return ExitCode.DONE;
  }

  private TrainedOn trainedOn(ModelFile from) throws IOException, InterruptedException {
    ArchitectureFile file = from.architecture();
    if (dataset.isPresent() && file.trainedOn().isPresent()) {
      throw new IllegalArgumentException(
          "--dataset must go with a model that does not say by what its images are standardised, but %s does"
              .formatted(from.path()));
    }
    if (dataset.isEmpty()) {
      places.requireUnused("--dataset");
      return file.trainedOn()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "a model must say by what its images are standardised, but %s does not, since an older version wrote it: name the images that it was trained on by --dataset"
                          .formatted(from.path())));
    }
    try (ConsoleObserver observer = output.observer(shell)) {
      DataSet images =
          places.load(
              dataset.get(), UsualImages.of(file.shape(), Optional.empty()), shell, observer);
      // Refuses images of another shape or number of classes.
      file.architecture().configuration(images.shape(), images.classNames().size(), 1);
      return TrainedOn.of(images);
    }
  }
}
