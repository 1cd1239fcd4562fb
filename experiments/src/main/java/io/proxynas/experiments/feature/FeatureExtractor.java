package io.proxynas.experiments.feature;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.condense.coreset.Features;
import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.data.LabelledImages;

/** Gives the features of images by a trained network, whose weights are all that it keeps. */
public final class FeatureExtractor {

  private final Architecture architecture;
  private final ImageShape shape;
  private final int classes;
  private final float[] weights;

  private FeatureExtractor(
      Architecture architecture, ImageShape shape, int classes, float[] weights) {
    this.architecture = architecture;
    this.shape = shape;
    this.classes = classes;
    this.weights = weights;
  }

  /**
   * Trains the network.
   *
   * @param real images that it is trained on
   * @param progress hears of the epochs
   * @throws ArithmeticException if the training diverges
   * @throws InterruptedException if the thread is interrupted
   */
  public static FeatureExtractor trained(
      FeatureNetwork network, LabelledImages real, Seed seed, Progress progress)
      throws InterruptedException {
    try (TrainedNetwork trained = network.train(real, seed, progress)) {
      return new FeatureExtractor(
          network.architecture(), trained.shape(), trained.classes(), trained.snapshot());
    }
  }

  /**
   * The features of images of the shape that it was trained on, a row an image.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Features of(LabelledImages images) throws InterruptedException {
    try (Network network = Network.compile(architecture.configuration(shape, classes, 1), shape)) {
      network.restore(weights);
      return new Features(TrainedNetwork.embed(network, images), network.embeddingSize());
    }
  }
}
