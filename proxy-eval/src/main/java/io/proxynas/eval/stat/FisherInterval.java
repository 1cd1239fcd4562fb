package io.proxynas.eval.stat;

/**
 * The interval of Spearman's ρ by the transformation of R. A. Fisher (On the "Probable Error" of a
 * Coefficient of Correlation Deduced from a Small Sample, Metron 1, 1921): artanh ρ is about
 * normal, with a variance that hardly depends on the true correlation, (1 + ρ²/2)/(n - 3) (D. G.
 * Bonett, T. A. Wright, Sample Size Requirements for Estimating Pearson, Kendall and Spearman
 * Correlations, Psychometrika 65, 2000). It needs no draws, and assumes that the scores are about
 * bivariate normal; the {@link Bootstrap} assumes nothing of the kind.
 *
 * <p>Bounds are undefined for n ≤ 3, where the variance is, and for a correlation of ±1, which has
 * no finite transform.
 */
public final class FisherInterval {

  private FisherInterval() {}

  /**
   * Spearman's ρ of the pairs with its interval.
   *
   * @param confidence in (0, 1)
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Interval spearman(double[] x, double[] y, double confidence) {
    double rho = SpearmanCorrelation.of(x, y);
    double variance = (1 + rho * rho / 2) / (x.length - 3);
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), but was " + confidence);
    }
    if (!(Math.abs(rho) < 1 && variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      return Interval.unbounded(rho);
    }
    double z = 0.5 * Math.log((1 + rho) / (1 - rho));
    double half = NormalQuantile.of((1 + confidence) / 2) * Math.sqrt(variance);
    return new Interval(rho, Math.tanh(z - half), Math.tanh(z + half));
  }
}
