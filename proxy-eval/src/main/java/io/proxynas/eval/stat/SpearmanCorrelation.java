package io.proxynas.eval.stat;

import io.proxynas.nas.ranking.Ranks;

/**
 * Spearman's rank correlation ρ: Pearson's correlation of the ranks, where tied values share the
 * mean of their places. It answers whether two scores order the candidates alike; it is the same
 * for any strictly increasing transformation of either score.
 *
 * <p>C. Spearman, The Proof and Measurement of Association between Two Things, American Journal of
 * Psychology 15 (1904). The shortcut 1 - 6Σd²/(n³-n) is not used: it is wrong with ties.
 */
public final class SpearmanCorrelation {

  private SpearmanCorrelation() {}

  /**
   * Spearman's ρ of the pairs, in [-1, 1].
   *
   * <p>Infinities are ranked like other values, since only the order counts. The ranks are
   * multiples of one half, so sums are exact and order does not change the result.
   *
   * @param x length n
   * @param y length n
   * @return NaN for fewer than three pairs, any NaN, or a constant vector
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double of(double[] x, double[] y) {
    if (Pairs.uncorrelatable(x, y)) {
      return Double.NaN;
    }
    return PearsonCorrelation.of(Ranks.average(x), Ranks.average(y));
  }
}
