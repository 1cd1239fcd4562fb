package io.proxynas.cli.command;

import io.proxynas.cli.option.DataLocationOptions;
import io.proxynas.cli.option.UsualImages;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.FailedException;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.ConfusionText;
import io.proxynas.experiments.show.ConfusionMatrix;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.model.Confusion;
import io.proxynas.model.Predictor;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.internal.folder.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates a saved network on labelled images. These are the test images of a data set, so that
 * none was trained on; of a flat folder that the network was not trained on, all are, unless the
 * user says which are the test part.
 *
 * @param model a file, or the folder of one
 * @param dataset what the user names; else what the network was trained on
 * @param out where to draw the matrix, if the user says so
 */
record ModelEvaluation(
    Shell shell,
    Path model,
    Optional<String> dataset,
    DataLocationOptions places,
    Optional<Path> out,
    ConsoleObserver observer) {

  private static final String PNG = ".png";

  /** Prints the result; returns the exit code. */
  int run() throws IOException, InterruptedException {
    out.ifPresent(
        file ->
            Require.that(
                file.toString().endsWith(PNG),
                "--out must be a file whose name ends in %s, but was %s",
                PNG,
                file));
    try (Predictor predictor = Predictor.open(model)) {
      String asked =
          dataset.orElseGet(
              () -> RecordedImages.source(predictor.architecture(), predictor.trainedOn()));
      AtomicFile.requireWritable(pictures()); // before the images are read
      Confusion confusion = new Confusion(predictor.trainedOn().classNames());
      Evaluated evaluated = evaluate(asked, predictor, confusion);
      observer.ends();
      if (confusion.images() == 0) {
        throw new FailedException("no image of %s could be read".formatted(asked));
      }
      Optional<Path> picture = picture(evaluated.name(), confusion);
      shell
          .out()
          .print(
              ConfusionText.finished(
                  predictor.architecture(), evaluated.images(), confusion, picture));
      return evaluated.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private Evaluated evaluate(String asked, Predictor predictor, Confusion confusion)
      throws InterruptedException {
    if (isStrangeFlatFolder(asked, predictor)) {
      return new FolderEvaluation(shell, predictor, confusion, observer)
          .of(shell.path(Path.of(asked)));
    }
    UsualImages usual = UsualImages.of(predictor.shape(), Optional.of(predictor.trainedOn()));
    DataSet data = places.load(asked, usual, shell, observer);
    boolean all =
        data.splitSeed().isPresent()
            && !places.cutsTestPart()
            && !data.source().equals(predictor.trainedOn().source());
    return new DataSetEvaluation(predictor, confusion, observer).of(data, all);
  }

  private boolean isStrangeFlatFolder(String asked, Predictor predictor) {
    if (DataSets.names().contains(asked) || places.cutsTestPart()) {
      return false;
    }
    Path folder = shell.path(Path.of(asked)).toAbsolutePath().normalize();
    return ImageFolder.isFlat(folder) && !folder.toString().equals(predictor.trainedOn().source());
  }

  private Optional<Path> picture(String name, Confusion confusion) throws IOException {
    String file =
        out.map(asked -> asked.getFileName().toString())
            .orElseGet(() -> Pictures.file("confusion", name));
    Path folder = pictures();
    boolean drawn =
        new Pictures(folder, observer::warns)
            .write(List.of(ConfusionMatrix.chart(confusion)), file);
    return drawn ? Optional.of(folder.resolve(file)) : Optional.empty();
  }

  /** The folder of the picture: what the user says, or that of the model. */
  private Path pictures() {
    if (out.isPresent()) {
      return shell.path(out.get()).toAbsolutePath().getParent();
    }
    Path absolute = model.toAbsolutePath();
    return Files.isDirectory(model) ? absolute : absolute.getParent();
  }
}
