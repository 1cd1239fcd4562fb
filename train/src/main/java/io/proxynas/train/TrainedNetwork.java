package io.proxynas.train;

import io.proxynas.engine.Network;
import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network after its training, by the engine or by DL4J. Its native memory is freed by {@link
 * #close}.
 */
public final class TrainedNetwork implements AutoCloseable {

  /**
   * Images that {@link #estimateStatistics} takes at a time, and the most that {@link #evaluate}
   * infers.
   */
  public static final int BATCH = 50;

  private final Learner network;
  private final Standing standing;
  private final List<EpochScores> curve;

  /**
   * Where a training stands at the end of an epoch.
   *
   * @param earlierEpochs that another training had done before it was paused; 0 from fresh weights
   * @param epochs done, the earlier ones included
   * @param loss mean cross-entropy over the last of them, in nats
   * @param area the sum over all of them
   */
  record Standing(int earlierEpochs, int epochs, double loss, double area) {}

  TrainedNetwork(Learner network, Standing standing, List<EpochScores> curve) {
    this.network = network;
    this.standing = standing;
    this.curve = curve;
  }

  /** Who trained it. */
  public TrainedBy trainedBy() {
    return network.trainedBy();
  }

  /** Mean cross-entropy over the last epoch, in nats. */
  public double trainingLoss() {
    return standing.loss();
  }

  /**
   * The area under the learning curve: the sum over epochs of the mean cross-entropy, in nats. A
   * network that learns faster has less of it (Ru et al., "Speedy performance estimation for neural
   * architecture search", NeurIPS 2021, arXiv 2006.04492, section 3: TSE, the sum of training
   * losses).
   */
  public double learningCurveArea() {
    return standing.area();
  }

  /** How many of its epochs it did not train, but {@link Trainer#goOn took over}. */
  public int earlierEpochs() {
    return standing.earlierEpochs();
  }

  /**
   * What it scored at the end of each epoch, the last one with its scores as they are; empty unless
   * its trainer was asked to record it.
   */
  public List<EpochScores> curve() {
    return curve;
  }

  /** The shape of one image. */
  public ImageShape shape() {
    return network.shape();
  }

  /** The number of classes. */
  public int classes() {
    return network.classes();
  }

  /** The number of trained values. */
  public long parameters() {
    return network.parameters();
  }

  /**
   * Floating-point operations of one image's forward pass, two a multiply-add; where DL4J trained,
   * an estimate: two for each of a layer's parameters at each pixel of its result.
   */
  public long flops() {
    return network.flops();
  }

  /**
   * Accuracy and loss on images of the shape that it was trained on.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Evaluation evaluate(LabelledImages images) throws InterruptedException {
    Tally all = new Tally();
    infer(images, (place, right, loss) -> all.add(right, loss));
    return all.evaluation();
  }

  /**
   * Accuracy and loss on images of the shape that it was trained on, over all and of each class.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public ClassEvaluation evaluateByClass(LabelledImages images) throws InterruptedException {
    Tally all = new Tally();
    List<Tally> classes = Stream.generate(Tally::new).limit(network.classes()).toList();
    infer(
        images,
        (place, right, loss) -> {
          all.add(right, loss);
          classes.get(images.labels()[place]).add(right, loss);
        });
    return new ClassEvaluation(all.evaluation(), classes.stream().map(Tally::evaluation).toList());
  }

  /**
   * Estimates the running statistics of batch normalisation anew on images like those that the
   * network is to infer: one pass over all of them, in their order, by {@link RunningStatistics}.
   * Weights stay as they are. Without effect, and without cost, where the network does not
   * normalise over batches; a network that DL4J trained is left as it is.
   *
   * @param images whose classes have no part in it
   * @throws InterruptedException if the thread is interrupted; the statistics are as they were
   */
  public void estimateStatistics(LabelledImages images) throws InterruptedException {
    if (!(network instanceof EngineLearner learner) || !learner.network().normalizesOverBatch()) {
      return;
    }
    Network own = learner.network();
    RunningStatistics estimate = new RunningStatistics(own.program());
    learner.feed(images).measureStatistics(estimate);
    own.takeStatistics(estimate);
  }

  /** Hears of images one after the other. */
  @FunctionalInterface
  interface InferenceObserver {

    /**
     * An image was inferred.
     *
     * @param place of the image
     * @param right whether its class is the most probable one
     * @param loss in nats
     */
    void inferred(int place, boolean right, double loss);
  }

  /** Infers images, in their order. */
  void infer(LabelledImages images, InferenceObserver observer) throws InterruptedException {
    network
        .feed(images)
        .infer(
            (first, count, probabilities) -> tell(images, first, count, probabilities, observer));
  }

  private void tell(
      LabelledImages images,
      int first,
      int count,
      float[] probabilities,
      InferenceObserver observer) {
    for (int i = 0; i < count; i++) {
      int label = images.labels()[first + i];
      boolean right = best(probabilities, i, network.classes()) == label;
      // The smallest normal float keeps the loss of a sure and wrong network finite.
      float probability = Math.max(Float.MIN_NORMAL, probabilities[i * network.classes() + label]);
      observer.inferred(first + i, right, -Math.log(probability));
    }
  }

  /**
   * The most probable class of an image; the first of equal ones, and class 0 where nothing
   * compares.
   *
   * @param probabilities (N, classes)
   * @param image the row
   */
  static int best(float[] probabilities, int image, int classes) {
    int row = image * classes;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probabilities[row + c] > probabilities[row + best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * Embeds images by a network of the engine, by each batch's own statistics where the network
   * normalises over batches.
   *
   * @return (N, {@link Network#embeddingSize}), a row an image
   * @throws InterruptedException if the thread is interrupted
   */
  public static float[] embed(Network network, LabelledImages images) throws InterruptedException {
    int[] all = IntStream.range(0, images.size()).toArray();
    int size = network.embeddingSize();
    float[] pixels = new float[BATCH * images.shape().size()];
    float[] embeddings = new float[Math.multiplyExact(all.length, size)];
    for (int from = 0; from < all.length; from += BATCH) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the embedding was interrupted");
      }
      int count = Math.min(BATCH, all.length - from);
      images.copy(all, from, count, pixels);
      network.embed(pixels, 0, count, embeddings, from * size);
    }
    return embeddings;
  }

  /**
   * A copy of its parameters, for {@link Network#restore}.
   *
   * @throws IllegalStateException if DL4J trained it
   */
  public float[] snapshot() {
    if (network instanceof EngineLearner learner) {
      return learner.network().snapshot();
    }
    throw new IllegalStateException(
        "the network must be the engine's, but was trained by " + network.trainedBy());
  }

  /**
   * Where its training stands, for {@link Trainer#goOn}; to be asked before {@link
   * #estimateStatistics}, which is no part of the training. Empty where DL4J trained, or dropout
   * drew: their generators cannot be stored.
   */
  public Optional<PausedTraining> pause() {
    return network instanceof EngineLearner learner && !learner.network().drewMasks()
        ? Optional.of(new PausedTraining(standing.epochs(), standing.area(), learner.network()))
        : Optional.empty();
  }

  /** The same network for DL4J, to save, load and serve. */
  public ComputationGraph toDl4j() {
    return network.toDl4j();
  }

  @Override
  public void close() {
    network.close();
  }
}
