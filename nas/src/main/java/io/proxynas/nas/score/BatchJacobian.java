package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import java.util.stream.IntStream;

/**
 * For each image of a batch, the gradient of the sum of all outputs with respect to its pixels.
 *
 * @param rows one an image, of C·H·W values, each less the mean of its row and of length 1, so that
 *     a product of two is Pearson's correlation; zeros or not-a-number where all values are equal
 */
record BatchJacobian(double[][] rows) {

  static BatchJacobian of(Network network, ScoringBatch batch) {
    float[] gradient = new float[batch.images().length];
    network.outputPixelGradient(batch.images(), batch.count(), gradient);
    int size = network.input().size();
    return new BatchJacobian(
        IntStream.range(0, batch.count())
            .mapToObj(image -> standardised(gradient, image * size, size))
            .toArray(double[][]::new));
  }

  private static double[] standardised(float[] values, int from, int size) {
    double[] row = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      row[i] = values[from + i];
      sum += row[i];
    }
    double mean = sum / size;
    double square = 0;
    for (int i = 0; i < size; i++) {
      row[i] -= mean;
      square += row[i] * row[i];
    }
    double length = Math.sqrt(square);
    for (int i = 0; i < size; i++) {
      row[i] /= length;
    }
    return row;
  }

  /**
   * The correlations of some images' gradients with each other.
   *
   * @param images their places in the batch
   * @return (images, images); not-a-number where a gradient is the same at all pixels
   */
  double[][] correlations(int[] images) {
    double[][] correlations = new double[images.length][images.length];
    for (int i = 0; i < images.length; i++) {
      for (int j = 0; j <= i; j++) {
        correlations[i][j] = product(rows[images[i]], rows[images[j]]);
        correlations[j][i] = correlations[i][j];
      }
    }
    return correlations;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
