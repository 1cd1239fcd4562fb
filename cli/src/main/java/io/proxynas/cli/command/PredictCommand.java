package io.proxynas.cli.command;

import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.PredictionText;
import io.proxynas.model.Predictor;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataException;
import io.proxynas.train.internal.folder.ImageFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the classes of images by a saved network. */
@Command(
    name = "predict",
    description =
        "Tells the classes of images by a network that a search or train has saved: a line an image,"
            + " of file, class and probability between tabs. Images of another size are resized as"
            + " for the training. An image that cannot be read is a line on stderr; the others are"
            + " told, and the exit code is 1.")
final class PredictCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "A model.zip or model.onnx, or the folder of one, such as best of a run folder.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "PNG or JPEG files, folders of such, with all folders in them, or - for a list of either"
              + " on standard input, one a line.")
  private List<String> images = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Tell the K likeliest classes, each with its probability, on the same line (default:"
              + " ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--json",
      description =
          "Print a JSON object a line instead: {\"file\": …, \"predictions\": [{\"class\": …,"
              + " \"probability\": …}, …]}.")
  private boolean json;

  @Mixin private OutputOptions output = new OutputOptions();

  PredictCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (ConsoleObserver observer = output.observer(shell);
        Predictor predictor = Predictor.open(shell.path(model))) {
      int classes = predictor.trainedOn().classNames().size();
      Require.that(
          top >= 1 && top <= classes,
          "--top must be in [1, %d], the classes of the model, but was %d",
          classes,
          top);
      List<String> given = given();
      Require.that(
          !given.isEmpty(), "there must be at least 1 image, but standard input named none");
      PredictionText text = new PredictionText(predictor.trainedOn(), top);
      return predict(predictor, given, text, observer);
    }
  }

  /** What the user names, with the lines of standard input. */
  private List<String> given() throws IOException {
    List<String> given = new ArrayList<>();
    for (String image : images) {
      if (image.equals(STANDARD_INPUT)) {
        new BufferedReader(new InputStreamReader(shell.in(), shell.charset()))
            .lines()
            .filter(line -> !line.isBlank())
            .forEach(given::add);
      } else {
        given.add(image);
      }
    }
    return given;
  }

  private int predict(
      Predictor predictor, List<String> given, PredictionText text, ConsoleObserver observer) {
    List<String> failures = new ArrayList<>();
    List<Path> files = given.stream().flatMap(image -> files(image, failures)).toList();
    FilePredictions<Path> predictions =
        new FilePredictions<>(
            shell, predictor, Math.max(1, files.size()), (file, row) -> print(text, file, row));
    failures.forEach(predictions::fails);
    files.forEach(file -> predictions.add(file, file));
    predictions.finish().note().ifPresent(observer::announces);
    return predictions.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(PredictionText text, Path file, float[] row) {
    String name = file.toString();
    shell.out().println(json ? text.json(name, row) : text.line(name, row));
  }

  private Stream<Path> files(String image, List<String> failures) {
    if (image.isBlank()) {
      failures.add("an image must be a file or folder, but was \"%s\"".formatted(image));
      return Stream.empty();
    }
    try {
      Path path = shell.path(Path.of(image));
      if (!Files.isDirectory(path)) {
        return Stream.of(path);
      }
      List<Path> found = ImageFolder.allBelow(path);
      if (found.isEmpty()) {
        failures.add(
            "%s must have at least 1 image (*.png, *.jpg or *.jpeg), but has none".formatted(path));
      }
      return found.stream();
    } catch (InvalidPathException | DataException e) {
      failures.add(e.getMessage());
      return Stream.empty();
    }
  }
}
