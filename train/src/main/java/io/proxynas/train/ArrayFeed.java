package io.proxynas.train;

import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Sgd;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Copies the images of each batch into an array, and augments them there. */
final class ArrayFeed implements Feed {

  private final Learner network;
  private final LabelledImages data;
  private final Optional<PredictionObserver> observer;
  private float[] images = new float[0];
  private float[] augmented = new float[0];
  private float[] probabilities = new float[0];
  private int[] labels = new int[0];
  private double loss;

  ArrayFeed(Learner network, LabelledImages data) {
    this(network, data, Optional.empty());
  }

  /**
   * @param observer hears before each step of the images as they are in it
   */
  ArrayFeed(Learner network, LabelledImages data, Optional<PredictionObserver> observer) {
    this.network = network;
    this.data = data;
    this.observer = observer;
  }

  @Override
  public void train(
      int[] order, int from, int count, Recipe recipe, RandomGenerator random, Sgd sgd) {
    copy(order, from, count);
    if (labels.length < count) {
      labels = new int[count];
    }
    for (int i = 0; i < count; i++) {
      labels[i] = data.labels()[order[from + i]];
    }
    float[] batch = augment(count, recipe, random);
    if (observer.isPresent()) {
      observe(batch, order, from, count, observer.get());
    }
    loss += network.train(batch, labels, 0, count, sgd);
  }

  private void copy(int[] indices, int from, int count) {
    if (images.length < count * data.shape().size()) {
      images = new float[count * data.shape().size()];
    }
    data.copy(indices, from, count, images);
  }

  private float[] augment(int count, Recipe recipe, RandomGenerator random) {
    if (recipe.augmentation().isEmpty()) {
      return images;
    }
    if (augmented.length < images.length) {
      augmented = new float[images.length];
    }
    SiameseAugmentation augmentation = recipe.augmentation().get();
    recipe.kindDraw().apply(augmentation, random, images, count, data.shape(), augmented);
    return augmented;
  }

  private void observe(float[] batch, int[] order, int from, int count, PredictionObserver hears) {
    float[] predicted = probabilities(count);
    network.infer(batch, count, predicted);
    for (int i = 0; i < count; i++) {
      int best = TrainedNetwork.best(predicted, i, network.classes());
      hears.predicted(order[from + i], best == labels[i]);
    }
  }

  private float[] probabilities(int count) {
    if (probabilities.length < count * network.classes()) {
      probabilities = new float[count * network.classes()];
    }
    return probabilities;
  }

  @Override
  public double takeLoss() {
    double sum = loss;
    loss = 0;
    return sum;
  }

  @Override
  public void infer(Predictions hears) throws InterruptedException {
    int[] all = IntStream.range(0, data.size()).toArray();
    Feed.inParts(
        "the evaluation",
        all.length,
        network.inferredAtATime(),
        (first, count) -> {
          copy(all, first, count);
          network.infer(images, count, probabilities(count));
          hears.predicted(first, count, probabilities);
        });
  }

  @Override
  public void measureStatistics(RunningStatistics into) throws InterruptedException {
    int[] all = IntStream.range(0, data.size()).toArray();
    Feed.inParts(
        "the estimate of statistics",
        all.length,
        TrainedNetwork.BATCH,
        (first, count) -> {
          copy(all, first, count);
          network.measureStatistics(images, count, into);
        });
  }
}
