package io.proxynas.cli.command;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.model.Confusion;
import io.proxynas.model.Predictor;
import io.proxynas.train.check.Require;
import io.proxynas.train.internal.folder.ImageFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Evaluates a saved network on all images of a folder {@code <class>/*}, file by file: one that
 * cannot be read is a line on stderr, and the others count.
 *
 * @param confusion in which the images are counted
 */
record FolderEvaluation(
    Shell shell, Predictor predictor, Confusion confusion, ConsoleObserver observer) {

  /**
   * Evaluates.
   *
   * @throws IllegalArgumentException with one sentence if the folder has no images, or of a class
   *     that the network does not know
   */
  Evaluated of(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    warnIfTrainedOn(whole);
    Map<String, List<Path>> files = ImageFolder.byClass(folder);
    List<Integer> labels = confusion.classesOf(List.copyOf(files.keySet()), folder.toString());
    int count = files.values().stream().mapToInt(List::size).sum();
    Require.that(count > 0, "%s must have images in folders, one a class, but has none", folder);
    int failed = count(List.copyOf(files.values()), labels, count);
    String name = String.valueOf(whole.getFileName());
    return new Evaluated(Format.text("all %,d images of %s", count - failed, name), name, failed);
  }

  /** Counts the files of each class; returns how many could not be read. */
  private int count(List<List<Path>> files, List<Integer> labels, int count) {
    FilePredictions<Integer> predictions =
        new FilePredictions<>(shell, predictor, count, confusion::add);
    observer.begins("evaluate", "images");
    int done = 0;
    for (int c = 0; c < files.size(); c++) {
      for (Path file : files.get(c)) {
        predictions.add(labels.get(c), file);
        observer.progress(++done, count);
      }
    }
    predictions.finish().note().ifPresent(observer::announces);
    return predictions.failed();
  }

  private void warnIfTrainedOn(Path folder) {
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
}
