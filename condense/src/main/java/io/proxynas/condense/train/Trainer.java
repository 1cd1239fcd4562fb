package io.proxynas.condense.train;

import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains networks by a {@link Recipe}, on real and synthetic images alike. The same seed gives the
 * same bits: the seed has children for weights, data order and augmentation.
 *
 * @param recipe how
 */
public record Trainer(Recipe recipe) {

  /**
   * Trains an architecture from fresh weights.
   *
   * @param progress hears of the epochs
   * @return the network; the caller closes it
   * @throws io.proxynas.engine.dl4j.UnsupportedLayerException if the engine does not know a layer
   * @throws ArithmeticException if the loss is no longer finite
   * @throws InterruptedException if the thread is interrupted
   */
  public TrainedNetwork train(
      Architecture architecture, LabelledImages data, Seed seed, Progress progress)
      throws InterruptedException {
    return train(architecture, data, seed, progress, Optional.empty());
  }

  /**
   * As {@link #train(Architecture, LabelledImages, Seed, Progress)}, to the same bits; each batch
   * costs a forward pass more, by which the network's predictions are observed.
   *
   * @param observer hears of each image as augmented for the step, by the running statistics where
   *     the network normalises over batches
   */
  public TrainedNetwork train(
      Architecture architecture,
      LabelledImages data,
      Seed seed,
      Progress progress,
      PredictionObserver observer)
      throws InterruptedException {
    return train(architecture, data, seed, progress, Optional.of(observer));
  }

  private TrainedNetwork train(
      Architecture architecture,
      LabelledImages data,
      Seed seed,
      Progress progress,
      Optional<PredictionObserver> observer)
      throws InterruptedException {
    Network network =
        Network.compile(
            architecture.configuration(data.shape(), data.classes(), seed.value()), data.shape());
    try {
      network.initialize(seed.child("weights").generator());
      double loss = new Run(network, data, seed, observer).train(progress);
      return new TrainedNetwork(network, loss);
    } catch (InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** One training: buffers, and where it stands. */
  private final class Run {

    private final Network network;
    private final LabelledImages data;
    private final Seed seed;
    private final Optional<PredictionObserver> observer;
    private final float[] probabilities;
    private final float[] images;
    private final float[] augmented;
    private final int[] labels;
    private final int steps;
    private int step;

    Run(Network network, LabelledImages data, Seed seed, Optional<PredictionObserver> observer) {
      this.network = network;
      this.data = data;
      this.seed = seed;
      this.observer = observer;
      probabilities = new float[observer.isPresent() ? recipe.batchSize() * network.classes() : 0];
      images = new float[recipe.batchSize() * data.shape().size()];
      augmented = new float[images.length];
      labels = new int[data.size()];
      steps = recipe.epochs() * ((data.size() + recipe.batchSize() - 1) / recipe.batchSize());
    }

    /** The mean loss of the last epoch. */
    double train(Progress progress) throws InterruptedException {
      int[] order = IntStream.range(0, data.size()).toArray();
      double loss = Double.NaN;
      for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
        Shuffle.all(order, seed.child("data order").child(epoch).generator());
        loss = epoch(epoch, order) / data.size();
        if (!Double.isFinite(loss)) {
          throw new ArithmeticException(
              "the training loss must be finite, but was %s in epoch %d of %d"
                  .formatted(loss, epoch + 1, recipe.epochs()));
        }
        progress.at(epoch + 1, recipe.epochs());
      }
      return loss;
    }

    private double epoch(int epoch, int[] order) throws InterruptedException {
      RandomGenerator random = seed.child("augmentation").child(epoch).generator();
      for (int i = 0; i < order.length; i++) {
        labels[i] = data.labels()[order[i]];
      }
      double loss = 0;
      for (int from = 0; from < order.length; from += recipe.batchSize()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("the training was interrupted");
        }
        int count = Math.min(recipe.batchSize(), order.length - from);
        data.copy(order, from, count, images);
        float[] batch = augment(count, random);
        if (observer.isPresent()) {
          observe(batch, order, from, count, observer.get());
        }
        loss += network.train(batch, labels, from, count, sgd());
        step++;
      }
      return loss;
    }

    private void observe(
        float[] batch, int[] order, int from, int count, PredictionObserver hears) {
      network.infer(batch, count, probabilities);
      for (int i = 0; i < count; i++) {
        int predicted = Predictions.best(probabilities, i, network.classes());
        hears.predicted(order[from + i], predicted == labels[from + i]);
      }
    }

    private float[] augment(int count, RandomGenerator random) {
      if (recipe.augmentation().isEmpty()) {
        return images;
      }
      SiameseAugmentation augmentation = recipe.augmentation().get();
      ImageShape shape = data.shape();
      for (int i = 0; i < count; i++) {
        augmentation.draw(random, shape).apply(images, i, 1, shape, augmented);
      }
      return augmented;
    }

    /**
     * The learning rate falls along a half cosine (Loshchilov and Hutter, arXiv 1608.03983,
     * equation 5).
     */
    private Sgd sgd() {
      double rate = recipe.learningRate() * 0.5 * (1 + Math.cos(Math.PI * step / steps));
      return new Sgd(rate, recipe.momentum(), recipe.weightDecay());
    }
  }
}
