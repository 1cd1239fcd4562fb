package io.proxynas.train;

import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network that a {@link Recipe} trains step by step: the engine's, or DL4J's where the engine
 * does not know a layer. Images are (count, C, H, W) float32. Native memory is freed by {@link
 * #close}.
 */
sealed interface Learner extends AutoCloseable permits EngineLearner, Dl4jLearner {

  TrainedBy trainedBy();

  /** The shape of one image. */
  ImageShape shape();

  /** The number of classes. */
  int classes();

  /** The number of trained values. */
  long parameters();

  /** Floating-point operations of one image's forward pass, two a multiply-add. */
  long flops();

  /**
   * One step.
   *
   * @param labels classes of the images, from index {@code from}
   * @return the sum of the images' losses before the step, penalties left out
   */
  double train(float[] images, int[] labels, int from, int count, Sgd sgd);

  /**
   * Class probabilities.
   *
   * @param into receives (count, classes)
   */
  void infer(float[] images, int count, float[] into);

  /** How many images {@link #infer} takes fastest, at most {@link TrainedNetwork#BATCH}. */
  int inferredAtATime();

  /**
   * Adds the statistics of a batch to an estimate; nothing of the network changes.
   *
   * @throws IllegalStateException if DL4J trains it
   */
  void measureStatistics(float[] images, int count, RunningStatistics into);

  /**
   * The images of a set as this network takes them, the same for the same set.
   *
   * @param images of this network's shape and classes
   */
  Feed feed(LabelledImages images);

  /** Frees what the feed of a set has on a device; a later one makes it anew. */
  default void release(LabelledImages images) {}

  /** A DL4J network with the parameters of this one. */
  ComputationGraph toDl4j();

  @Override
  void close();
}
