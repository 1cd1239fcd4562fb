package io.proxynas.condense.method;

import io.proxynas.condense.augment.Transform;
import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;

/**
 * A batch of real and the synthetic images of one class, and the loss between the means of their
 * embeddings with its gradient. Buffers are made once and used for every class and step of one
 * worker.
 */
final class MatchingBatch {

  // Few enough for a worker's activations to stay in its cache, and to divide the usual batches.
  private static final int CHUNK = 32;

  private final Network network;
  private final ImageShape shape;
  private final int imagesPerClass;
  private final float[] real;
  private final float[] synthetic;
  private final float[] augmentedReal;
  private final float[] augmentedSynthetic;
  private final float[] gradient;
  private final float[] realEmbedding;
  private final float[] syntheticEmbedding;
  private final double[] realMean;
  private final double[] syntheticMean;

  MatchingBatch(Network network, ImageShape shape, int realBatch, int imagesPerClass) {
    this.network = network;
    this.shape = shape;
    this.imagesPerClass = imagesPerClass;
    int size = network.embeddingSize();
    real = new float[realBatch * shape.size()];
    augmentedReal = new float[real.length];
    synthetic = new float[imagesPerClass * shape.size()];
    augmentedSynthetic = new float[synthetic.length];
    gradient = new float[synthetic.length];
    realEmbedding = new float[CHUNK * size];
    syntheticEmbedding = new float[imagesPerClass * size];
    realMean = new double[size];
    syntheticMean = new double[size];
  }

  /** Where the caller puts the real images. */
  float[] real() {
    return real;
  }

  /** Where the caller puts the synthetic images. */
  float[] synthetic() {
    return synthetic;
  }

  /** After {@link #match}: the gradient of the loss with respect to the synthetic pixels. */
  float[] gradient() {
    return gradient;
  }

  /**
   * The squared distance between the mean embeddings, under one augmentation of both sides.
   *
   * @param count real images
   */
  double match(int count, Transform transform) {
    transform.apply(real, count, shape, augmentedReal);
    java.util.Arrays.fill(realMean, 0);
    for (int from = 0; from < count; from += CHUNK) {
      int chunk = Math.min(CHUNK, count - from);
      network.embed(augmentedReal, from * shape.size(), chunk, realEmbedding, 0);
      addRows(realEmbedding, chunk, realMean);
    }
    transform.apply(synthetic, imagesPerClass, shape, augmentedSynthetic);
    network.embedForGradient(augmentedSynthetic, 0, imagesPerClass, syntheticEmbedding, 0);
    java.util.Arrays.fill(syntheticMean, 0);
    addRows(syntheticEmbedding, imagesPerClass, syntheticMean);
    double loss = distance(count);
    network.pixelGradient(syntheticEmbedding, 0, imagesPerClass, augmentedSynthetic, 0);
    transform.adjoint(augmentedSynthetic, imagesPerClass, shape, gradient);
    return loss;
  }

  private static void addRows(float[] rows, int count, double[] sum) {
    for (int n = 0; n < count; n++) {
      int row = n * sum.length;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += rows[row + i];
      }
    }
  }

  /**
   * The loss; leaves its gradient in {@link #syntheticEmbedding}, 2 (mean synthetic − mean real) /
   * ipc for every image.
   */
  private double distance(int count) {
    double loss = 0;
    for (int i = 0; i < realMean.length; i++) {
      double difference = syntheticMean[i] / imagesPerClass - realMean[i] / count;
      loss += difference * difference;
      syntheticEmbedding[i] = (float) (2 * difference / imagesPerClass);
    }
    for (int n = 1; n < imagesPerClass; n++) {
      System.arraycopy(
          syntheticEmbedding, 0, syntheticEmbedding, n * realMean.length, realMean.length);
    }
    return loss;
  }
}
