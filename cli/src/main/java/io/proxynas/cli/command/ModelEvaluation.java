package io.proxynas.cli.command;

import io.proxynas.cli.option.DataLocationOptions;
import io.proxynas.cli.option.UsualImages;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.FailedException;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.ConfusionText;
import io.proxynas.cli.text.Format;
import io.proxynas.experiments.show.ConfusionMatrix;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.model.BatchPredictor;
import io.proxynas.model.Confusion;
import io.proxynas.model.Predictor;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.data.source.ImageReader;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.internal.folder.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

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

  /** Which images, in words, the data set's name, and how many could not be read. */
  private record Evaluated(String images, String name, int failed) {}

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
      Confusion confusion = new Confusion(predictor.trainedOn().classNames());
      BiConsumer<Integer, float[]> counting = (label, row) -> confusion.add(label, first(row));
      Evaluated evaluated =
          isStrangeFlatFolder(asked, predictor)
              ? folder(shell.path(Path.of(asked)), predictor, counting)
              : dataSet(asked, predictor, counting);
      observer.ends();
      if (confusion.images() == 0) {
        throw new FailedException("no image of %s could be read".formatted(asked));
      }
      shell
          .out()
          .print(
              ConfusionText.finished(
                  predictor.architecture(),
                  evaluated.images,
                  confusion,
                  picture(evaluated.name, confusion)));
      return evaluated.failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  /** The likeliest class. */
  private static int first(float[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  private boolean isStrangeFlatFolder(String asked, Predictor predictor) {
    if (DataSets.names().contains(asked) || places.cutsTestPart()) {
      return false;
    }
    Path folder = shell.path(Path.of(asked)).toAbsolutePath().normalize();
    return ImageFolder.isFlat(folder) && !folder.toString().equals(predictor.trainedOn().source());
  }

  private Evaluated folder(
      Path folder, Predictor predictor, BiConsumer<Integer, float[]> counting) {
    warnIfTrainedOn(folder.toAbsolutePath().normalize(), predictor);
    Map<String, List<Path>> files = ImageFolder.byClass(folder);
    List<Integer> labels = labels(List.copyOf(files.keySet()), folder.toString(), predictor);
    int count = files.values().stream().mapToInt(List::size).sum();
    Require.that(count > 0, "%s must have images in folders, one a class, but has none", folder);
    FilePredictions<Integer> predictions = new FilePredictions<>(shell, predictor, count, counting);
    observer.begins("evaluate", "images");
    int done = 0;
    int c = 0;
    for (List<Path> ofClass : files.values()) {
      for (Path file : ofClass) {
        predictions.add(labels.get(c), file);
        observer.progress(++done, count);
      }
      c++;
    }
    predictions.finish().note().ifPresent(observer::announces);
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    int read = count - predictions.failed();
    return new Evaluated(
        Format.text("all %,d images of %s", read, name), name, predictions.failed());
  }

  private void warnIfTrainedOn(Path folder, Predictor predictor) {
    String source = predictor.trainedOn().source();
    boolean isPart =
        !source.isEmpty()
            && folder.startsWith(source)
            && !folder.startsWith(Path.of(source).resolve("test"));
    boolean isCalledAlike =
        String.valueOf(folder.getFileName()).equals(predictor.trainedOn().dataset());
    if (isPart || isCalledAlike) {
      observer.warns(
          "%s may have images that the network was trained on, which was on %s; --split-seed evaluates the test part alone"
              .formatted(folder, source.isEmpty() ? predictor.trainedOn().dataset() : source));
    }
  }

  private Evaluated dataSet(
      String asked, Predictor predictor, BiConsumer<Integer, float[]> counting)
      throws InterruptedException {
    UsualImages usual = UsualImages.of(predictor.shape(), Optional.of(predictor.trainedOn()));
    DataSet data = places.load(asked, usual, shell, observer);
    Require.that(
        data.shape().height() == predictor.shape().height()
            && data.shape().width() == predictor.shape().width(),
        "the images of %s must be as large as the model's, %s, but are %s",
        data.name(),
        predictor.shape(),
        data.shape());
    boolean all =
        data.splitSeed().isPresent()
            && !places.cutsTestPart()
            && !data.source().equals(predictor.trainedOn().source());
    List<LabelledImages> parts = new ArrayList<>(List.of(data.test()));
    if (all) {
      parts.add(data.train());
    }
    int count = parts.stream().mapToInt(LabelledImages::size).sum();
    List<Integer> labels = labels(data.classNames(), data.name(), predictor);
    BatchPredictor<Integer> batch = new BatchPredictor<>(predictor, count, counting);
    observer.begins("evaluate", "images");
    int done = 0;
    for (LabelledImages part : parts) {
      for (int i = 0; i < part.size(); i++) {
        batch.add(labels.get(part.labels()[i]), image(data, part, i, predictor));
        observer.progress(++done, count);
      }
    }
    batch.flush();
    return new Evaluated(
        Format.text(
            "%s %,d %s of %s",
            all ? "all" : "the", count, all ? "images" : "test images", data.name()),
        data.name(),
        0);
  }

  /** The bytes of an image, which the model standardises by its own statistics. */
  private static byte[] image(DataSet data, LabelledImages part, int i, Predictor predictor) {
    int plane = data.shape().height() * data.shape().width();
    float[] standardized = new float[data.shape().size()];
    part.pixels().copy(i, standardized, 0);
    byte[] bytes = new byte[standardized.length];
    for (int p = 0; p < bytes.length; p++) {
      bytes[p] = (byte) data.statistics().byteOf(p / plane, standardized[p]);
    }
    return new ImageReader(predictor.shape()).converted(bytes, data.shape().channels());
  }

  /** The model's class of each of the images' classes, by their names. */
  private static List<Integer> labels(List<String> names, String images, Predictor predictor) {
    List<String> known = predictor.trainedOn().classNames();
    List<Integer> labels = names.stream().map(known::indexOf).toList();
    if (labels.contains(-1)) {
      throw new IllegalArgumentException(
          "the classes of %s must be among those of the model, %s, but %s is not"
              .formatted(images, shortened(known), names.get(labels.indexOf(-1))));
    }
    return labels;
  }

  private static String shortened(List<String> names) {
    int shown = 10;
    Stream<String> more =
        names.size() > shown
            ? Stream.of(Format.text("%,d more", names.size() - shown))
            : Stream.empty();
    return String.join(", ", Stream.concat(names.stream().limit(shown), more).toList());
  }

  private Optional<Path> picture(String name, Confusion confusion) throws IOException {
    Path beside =
        (Files.isDirectory(model) ? model : model.toAbsolutePath().getParent())
            .resolve(Pictures.file("confusion", name));
    Path file = out.map(shell::path).orElse(beside).toAbsolutePath();
    Path folder = file.getParent();
    AtomicFile.requireWritable(folder);
    boolean drawn =
        new Pictures(folder, observer::warns)
            .write(List.of(ConfusionMatrix.chart(confusion)), file.getFileName().toString());
    return drawn ? Optional.of(file) : Optional.empty();
  }
}
