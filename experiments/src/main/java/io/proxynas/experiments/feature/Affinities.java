package io.proxynas.experiments.feature;

import io.proxynas.condense.coreset.Features;

/**
 * How much of a neighbour each point is to each other one, as t-SNE has it: van der Maaten and
 * Hinton, JMLR 9, 2008, section 2 and equation 1.
 *
 * <p>p(j | i) is proportional to exp(−β_i d²_ij), where β_i is such that the entropy of row i is
 * the logarithm of the perplexity; p_ij = (p(j | i) + p(i | j)) / 2N.
 */
final class Affinities {

  private static final int STEPS =
      100; // of bisection: the entropy is then right to its last digits

  private Affinities() {}

  /**
   * The affinities.
   *
   * @param points at least 2, finite
   * @param perplexity at least 1 and below the number of the other points
   * @return (N, N), symmetric, the sum 1, zeros on the diagonal
   */
  static double[][] of(Features points, double perplexity) {
    double[][] p = squaredDistances(points);
    for (int i = 0; i < p.length; i++) {
      p[i] = conditional(p[i], i, Math.log(perplexity));
    }
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < i; j++) {
        double joint = (p[i][j] + p[j][i]) / (2 * p.length);
        p[i][j] = joint;
        p[j][i] = joint;
      }
    }
    return p;
  }

  private static double[][] squaredDistances(Features points) {
    double[][] distances = new double[points.count()][points.count()];
    for (int i = 0; i < distances.length; i++) {
      double[] point = points.row(i);
      for (int j = 0; j < i; j++) {
        distances[i][j] = points.squaredDistance(j, point);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  /** One row of p(j | i). */
  private static double[] conditional(double[] squared, int self, double entropy) {
    double nearest = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int j = 0; j < squared.length; j++) {
      nearest = j == self ? nearest : Math.min(nearest, squared[j]);
      mean += squared[j] / (squared.length - 1);
    }
    double[] p = new double[squared.length];
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = 1 / Math.max(mean, Double.MIN_NORMAL); // the scale of the distances
    for (int step = 0; step < STEPS; step++) {
      if (fill(p, squared, self, nearest, beta) > entropy) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? 2 * beta : (low + high) / 2;
      } else {
        high = beta;
        beta = (low + high) / 2;
      }
    }
    return p;
  }

  /** Fills in a row for a β and gives its entropy in nats. Distances count from the nearest. */
  private static double fill(double[] p, double[] squared, int self, double nearest, double beta) {
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < p.length; j++) {
      double farther = squared[j] - nearest;
      p[j] = j == self ? 0 : Math.exp(-beta * farther);
      sum += p[j];
      weighted += p[j] * farther;
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return Math.log(sum) + beta * weighted / sum;
  }
}
