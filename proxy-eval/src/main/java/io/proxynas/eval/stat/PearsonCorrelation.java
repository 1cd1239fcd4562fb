package io.proxynas.eval.stat;

import java.util.Arrays;

/**
 * Pearson's product-moment correlation r: how closely the pairs lie along a line. Spearman's ρ is
 * this of the ranks.
 *
 * <p>K. Pearson, Notes on Regression and Inheritance in the Case of Two Parents, Proceedings of the
 * Royal Society of London 58 (1895).
 */
final class PearsonCorrelation {

  private PearsonCorrelation() {}

  /**
   * The correlation, in [-1, 1].
   *
   * @param x length n
   * @param y length n
   * @return NaN for fewer than three pairs, a NaN or infinite input, or a constant vector
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double of(double[] x, double[] y) {
    if (Pairs.uncorrelatable(x, y)) {
      return Double.NaN;
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    // One root of the product, not a product of roots: for equal sums of squares, as of untied
    // ranks, √(a·a) rounds to a exactly, so that a perfect order is exactly 1.
    double r = xy / Math.sqrt(xx * yy);
    return Math.max(-1, Math.min(1, r)); // NaN stays NaN
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
