package io.proxynas.train;

import io.proxynas.engine.ResidentTraining;
import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.backend.Alteration;
import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Has a copy of the images on the device that trains. For a step only what was drawn goes there:
 * indices, and the numbers of each image's augmentation.
 */
final class ResidentFeed implements Feed, AutoCloseable {

  /** Images that are inferred before the scores are copied back. */
  private static final int PART = 20 * TrainedNetwork.BATCH;

  private static final int COPIED_VALUES = 1 << 20;

  private final Learner network;
  private final ResidentTraining training;
  private final LabelledImages data;
  private final ResidentImages images;

  /**
   * Copies the images.
   *
   * @param training of the network
   */
  ResidentFeed(Learner network, ResidentTraining training, LabelledImages data) {
    this.network = network;
    this.training = training;
    this.data = data;
    images = training.images(data.labels());
    try {
      copy();
    } catch (RuntimeException | Error e) {
      images.close();
      throw e;
    }
  }

  private void copy() {
    int most = Math.max(1, Math.min(data.size(), COPIED_VALUES / data.shape().size()));
    float[] some = new float[most * data.shape().size()];
    int[] all = IntStream.range(0, data.size()).toArray();
    for (int first = 0; first < all.length; first += most) {
      int count = Math.min(most, all.length - first);
      data.copy(all, first, count, some);
      images.put(first, some, count);
    }
  }

  @Override
  public void train(
      int[] order, int from, int count, Recipe recipe, RandomGenerator random, Sgd sgd) {
    List<Alteration> alterations =
        recipe
            .augmentation()
            .map(kinds -> recipe.kindDraw().alterations(kinds, random, count, data.shape()))
            .orElse(List.of());
    int[] indices = Arrays.copyOfRange(order, from, from + count);
    training.train(new ResidentBatch(images, indices, alterations), sgd);
  }

  @Override
  public double takeLoss() {
    return training.takeLoss();
  }

  @Override
  public void infer(Predictions hears) throws InterruptedException {
    int batch = network.inferredAtATime();
    float[] probabilities = new float[Math.min(PART, data.size()) * network.classes()];
    Feed.inParts(
        "the evaluation",
        data.size(),
        PART,
        (first, count) -> {
          training.infer(images, new ImageRange(first, count, batch), probabilities);
          hears.predicted(first, count, probabilities);
        });
  }

  @Override
  public void measureStatistics(RunningStatistics into) throws InterruptedException {
    Feed.inParts(
        "the estimate of statistics",
        data.size(),
        PART,
        (first, count) ->
            training.measureStatistics(
                images, new ImageRange(first, count, TrainedNetwork.BATCH), into));
  }

  @Override
  public void close() {
    images.close();
  }
}
