package io.proxynas.eval.stat;

import io.proxynas.nas.ranking.Ranks;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/**
 * Kendall's rank correlation τ-b: of all pairs of candidates, how many more are ordered alike by
 * both scores than are ordered in opposite ways, corrected for ties. Without ties, (1 + τ)/2 is the
 * fraction of pairs ordered alike.
 *
 * <p>M. G. Kendall, The Treatment of Ties in Ranking Problems, Biometrika 33 (1945):
 *
 * <pre>τ-b = (C - D) / √((P - Tx)(P - Ty))</pre>
 *
 * with P = n(n-1)/2 pairs, C concordant, D discordant, and Tx, Ty pairs tied in x, in y; counted in
 * O(n log n) by Commons Math, after W. R. Knight, A Computer Method for Calculating Kendall's Tau
 * with Ungrouped Data, JASA 61 (1966).
 */
public final class KendallTau {

  private KendallTau() {}

  /**
   * Kendall's τ-b of the pairs, in [-1, 1].
   *
   * <p>Infinities are ordered like other values.
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
    // Ranks instead of values, so that -0.0 and 0.0 are the ties that they are.
    return new KendallsCorrelation().correlation(Ranks.average(x), Ranks.average(y));
  }
}
