package io.proxynas.cli.command;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.text.Format;
import io.proxynas.model.BatchPredictor;
import io.proxynas.model.Confusion;
import io.proxynas.model.Predictor;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.ImageReader;
import java.util.List;

/**
 * Evaluates a saved network on images of a data set.
 *
 * @param confusion in which the images are counted
 */
record DataSetEvaluation(Predictor predictor, Confusion confusion, ConsoleObserver observer) {

  /**
   * Evaluates.
   *
   * @param all whether the training images count, too, and not the test images alone
   * @throws IllegalArgumentException with one sentence if the images are of another size, or of a
   *     class that the network does not know
   */
  Evaluated of(DataSet data, boolean all) {
    Require.that(
        data.shape().height() == predictor.shape().height()
            && data.shape().width() == predictor.shape().width(),
        "the images of %s must be as large as the model's, %s, but are %s",
        data.name(),
        predictor.shape(),
        data.shape());
    List<LabelledImages> parts = all ? List.of(data.test(), data.train()) : List.of(data.test());
    int count = parts.stream().mapToInt(LabelledImages::size).sum();
    List<Integer> labels = confusion.classesOf(data.classNames(), data.name());
    BatchPredictor<Integer> batch = new BatchPredictor<>(predictor, count, confusion::add);
    observer.begins("evaluate", "images");
    int done = 0;
    for (LabelledImages part : parts) {
      for (int i = 0; i < part.size(); i++) {
        batch.add(labels.get(part.labels()[i]), image(data, part, i));
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
  private byte[] image(DataSet data, LabelledImages part, int i) {
    int plane = data.shape().height() * data.shape().width();
    float[] standardized = new float[data.shape().size()];
    part.pixels().copy(i, standardized, 0);
    byte[] bytes = new byte[standardized.length];
    for (int p = 0; p < bytes.length; p++) {
      bytes[p] = (byte) data.statistics().byteOf(p / plane, standardized[p]);
    }
    return new ImageReader(predictor.shape()).converted(bytes, data.shape().channels());
  }
}
