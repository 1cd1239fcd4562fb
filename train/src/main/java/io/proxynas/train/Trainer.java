package io.proxynas.train;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Trains networks by a {@link Recipe}, on real and synthetic images alike.
 *
 * <pre>{@code
 * DataSet data = DataSets.load("fashion-mnist-mini");
 * Recipe recipe = new Recipe(5, 25, 0.01, 0.9, 5e-4, Optional.empty()); // 5 epochs in batches of 25
 * try (TrainedNetwork network =
 *     new Trainer(recipe).train(new Mlp(128), data.train(), new Seed(1), Progress.NONE)) {
 *   double accuracy = network.evaluate(data.test()).accuracy();
 *   ComputationGraph graph = network.toDl4j();
 * }
 * }</pre>
 *
 * <p>The same seed gives the same bits: the seed has children for weights, data order and
 * augmentation. Where the engine does not know a layer, DL4J trains by the same recipe; {@link
 * TrainedNetwork#trainedBy} says so.
 *
 * @param recipe how
 */
public record Trainer(Recipe recipe) {

  /** Ends a training before its last epoch. */
  @FunctionalInterface
  public interface Stop {

    /** Never. */
    Stop NEVER = network -> false;

    /**
     * Whether this network, at the end of an epoch, is trained enough.
     *
     * @param network must not be closed
     * @throws InterruptedException if the thread is interrupted
     */
    boolean after(TrainedNetwork network) throws InterruptedException;
  }

  /**
   * Trains an architecture from fresh weights.
   *
   * @param progress hears of the epochs
   * @return the network; the caller closes it
   * @throws IllegalArgumentException if neither the engine nor DL4J can train it
   * @throws ArithmeticException if the loss is no longer finite
   * @throws InterruptedException if the thread is interrupted
   */
  public TrainedNetwork train(
      Architecture architecture, LabelledImages data, Seed seed, Progress progress)
      throws InterruptedException {
    return train(architecture, data, seed, Stop.NEVER, progress);
  }

  /**
   * As {@link #train(Architecture, LabelledImages, Seed, Progress)}, until the network is good
   * enough. The learning rate falls as if all epochs were to come.
   *
   * @param stop asked after each epoch
   */
  public TrainedNetwork train(
      Architecture architecture, LabelledImages data, Seed seed, Stop stop, Progress progress)
      throws InterruptedException {
    return train(
        new Run(architecture, data, seed, Optional.empty(), Optional.empty(), Optional.empty()),
        stop,
        progress);
  }

  /**
   * As {@link #train(Architecture, LabelledImages, Seed, Progress)}, to the same bits; each batch
   * costs a forward pass more, by which the network's predictions are observed. Where that training
   * stays on a device, this one does not, and so rounds otherwise.
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
    return train(
        new Run(
            architecture, data, seed, Optional.of(observer), Optional.empty(), Optional.empty()),
        Stop.NEVER,
        progress);
  }

  /**
   * As {@link #train(Architecture, LabelledImages, Seed, Progress)}, to the same bits; the network
   * is scored at the end of each epoch, which is its {@link TrainedNetwork#curve}.
   *
   * @param scored the images to score on
   * @param statistics on which the running statistics are estimated anew before each scoring, as by
   *     {@link TrainedNetwork#estimateStatistics}; empty for those of the training
   */
  public TrainedNetwork trainWithCurve(
      Architecture architecture,
      LabelledImages data,
      Seed seed,
      Progress progress,
      LabelledImages scored,
      Optional<LabelledImages> statistics)
      throws InterruptedException {
    CurveRecorder curve = new CurveRecorder(scored, statistics);
    return train(
        new Run(architecture, data, seed, Optional.empty(), Optional.of(curve), Optional.empty()),
        Stop.NEVER,
        progress);
  }

  /**
   * As {@link #train(Architecture, LabelledImages, Seed, Progress)}, to the same bits, without the
   * epochs that an earlier training of the same architecture on the same data from the same seed
   * has done.
   *
   * @param paused by a recipe of {@link Recipe#firstEpochs fewer epochs} of the same schedule
   * @throws IllegalArgumentException if the paused training has done all epochs
   */
  public TrainedNetwork goOn(
      PausedTraining paused,
      Architecture architecture,
      LabelledImages data,
      Seed seed,
      Progress progress)
      throws InterruptedException {
    Require.that(
        paused.epochs() < recipe.epochs(),
        "a paused training that goes on must have done fewer than %d epochs, but had done %d",
        recipe.epochs(),
        paused.epochs());
    return train(
        new Run(architecture, data, seed, Optional.empty(), Optional.empty(), Optional.of(paused)),
        Stop.NEVER,
        progress);
  }

  private TrainedNetwork train(Run run, Stop stop, Progress progress) throws InterruptedException {
    try {
      return run.train(stop, progress);
    } catch (InterruptedException | RuntimeException | Error e) {
      run.network.close();
      throw e;
    }
  }

  private static Learner learner(Architecture architecture, LabelledImages data, Seed seed) {
    ComputationGraphConfiguration configuration =
        architecture.configuration(data.shape(), data.classes(), seed.value());
    try {
      return EngineLearner.of(configuration, data.shape(), seed);
    } catch (UnsupportedLayerException e) {
      return new Dl4jLearner(configuration, data.shape(), data.classes(), seed, e);
    }
  }

  /** One training, and where it stands. */
  private final class Run {

    private final Learner network;
    private final LabelledImages data;
    private final Seed seed;
    private final Optional<PredictionObserver> observer;
    private final Optional<CurveRecorder> curve;
    private final Optional<PausedTraining> paused;
    private final int updates; // of an epoch
    private int done; // epochs
    private double area;

    Run(
        Architecture architecture,
        LabelledImages data,
        Seed seed,
        Optional<PredictionObserver> observer,
        Optional<CurveRecorder> curve,
        Optional<PausedTraining> paused) {
      this.data = data;
      this.seed = seed;
      this.observer = observer;
      this.curve = curve;
      this.paused = paused;
      updates = recipe.steps(data.size());
      network = learner(architecture, data, seed); // last: what fails before has nothing to close
    }

    /** Goes to where another training was paused. */
    private void takeUp(PausedTraining where, int[] order) {
      if (!(network instanceof EngineLearner learner)) {
        throw new IllegalArgumentException(
            "a training that goes on must be by the engine, but was by " + network.trainedBy());
      }
      where.restore(learner.network());
      area = where.learningCurveArea();
      for (done = 0; done < where.epochs(); done++) {
        shuffle(order);
      }
    }

    /** An observer hears of arrays. */
    private Feed feed() {
      return observer.isPresent() ? new ArrayFeed(network, data, observer) : network.feed(data);
    }

    TrainedNetwork train(Stop stop, Progress progress) throws InterruptedException {
      Feed feed = feed();
      int[] order = IntStream.range(0, data.size()).toArray();
      paused.ifPresent(where -> takeUp(where, order));
      List<EpochScores> epochs = curve.map(CurveRecorder::epochs).orElse(List.of());
      TrainedNetwork trained = new TrainedNetwork(network, standing(Double.NaN), epochs);
      while (done < recipe.epochs()) {
        shuffle(order);
        double loss = epoch(order, feed) / data.size();
        done++;
        if (!Double.isFinite(loss)) {
          throw new ArithmeticException(
              "the training loss must be finite, but was %s in epoch %d of %d"
                  .formatted(loss, done, recipe.epochs()));
        }
        progress.at(done, recipe.epochs());
        area += loss;
        trained = new TrainedNetwork(network, standing(loss), epochs);
        if (curve.isPresent()) {
          curve.get().record(trained);
        }
        if (stop.after(trained)) {
          break;
        }
      }
      network.release(data);
      return trained;
    }

    private TrainedNetwork.Standing standing(double loss) {
      int earlier = paused.map(PausedTraining::epochs).orElse(0);
      return new TrainedNetwork.Standing(earlier, done, loss, area);
    }

    private void shuffle(int[] order) {
      Shuffle.all(order, seed.child("data order").child(done).generator());
    }

    private double epoch(int[] order, Feed feed) throws InterruptedException {
      RandomGenerator random = seed.child("augmentation").child(done).generator();
      int step = done * updates;
      for (int from = 0; from < order.length; from += recipe.batchSize()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("the training was interrupted");
        }
        int count = Math.min(recipe.batchSize(), order.length - from);
        Sgd sgd = recipe.schedule().at(recipe, step, updates);
        feed.train(order, from, count, recipe, random, sgd);
        step++;
      }
      return feed.takeLoss();
    }
  }
}
