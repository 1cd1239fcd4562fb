package io.proxynas.cli.command;

import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.ImageChanges;
import io.proxynas.model.BatchPredictor;
import io.proxynas.model.Predictor;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.source.ImageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/**
 * Reads image files and predicts their classes. One that cannot be read is a line on stderr, and
 * the others are predicted all the same.
 *
 * @param <K> what an image is known by
 */
final class FilePredictions<K> {

  private final Shell shell;
  private final ImageReader reader;
  private final BatchPredictor<K> batch;
  private final ImageChanges changes;
  private int failed;

  /**
   * For so many files at most.
   *
   * @param results hears of each image in the order of the files
   */
  FilePredictions(Shell shell, Predictor predictor, int count, BiConsumer<K, float[]> results) {
    this.shell = shell;
    batch = new BatchPredictor<>(predictor, count, results);
    reader = new ImageReader(predictor.shape());
    changes = new ImageChanges(predictor.shape());
  }

  /** One more file. */
  void add(K key, Path file) {
    try {
      ImageReader.Image image = reader.read(file);
      changes.add(file, image);
      batch.add(key, image.bytes());
    } catch (IOException e) {
      fails(e.getMessage());
    }
  }

  /** What is no readable image. */
  void fails(String sentence) {
    shell.err().println("nas-search: " + Shown.sentence(sentence));
    failed++;
  }

  /** Predicts what is left. */
  ImageChanges finish() {
    batch.flush();
    return changes;
  }

  /** How many could not be read. */
  int failed() {
    return failed;
  }
}
