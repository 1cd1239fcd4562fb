package io.proxynas.nas.calibrate;

/**
 * A process fitted around one prior p, whose slope β ~ N(μ, s) is learned, too: t = β p + f + ε.
 * With r = t − μ p and A = C + s p pᵀ, by the formula of Sherman and Morrison,
 *
 * <pre>
 *   w = A⁻¹ r = C⁻¹ r − s c (cᵀ r) / (1 + s pᵀ c),   c = C⁻¹ p,   |A| = |C| (1 + s pᵀ c)
 * </pre>
 *
 * so that one decomposition serves all priors.
 */
final class Belief {

  private final Prior prior;
  private final GaussianProcess process;
  private final double[] weights; // w, (m)
  private final double[] opinion; // c, (m)
  private final double slope; // the expected β given the truths
  private final double slopeVariance; // of β given the truths, f's part in it included
  private final double logEvidence;

  /**
   * Fits.
   *
   * @param at the m observed candidates
   * @param truths t, (m), standardised
   * @param mean μ
   * @param variance s
   */
  Belief(
      GaussianProcess process,
      Prior prior,
      int[] at,
      double[] truths,
      double mean,
      double variance) {
    this.process = process;
    this.prior = prior;
    double[] p = prior.at(at);
    double[] residuals = truths.clone();
    for (int i = 0; i < p.length; i++) {
      residuals[i] -= mean * p[i];
    }
    opinion = process.solve(p);
    weights = process.solve(residuals);
    double s = prior.isEmpty() ? 0 : variance;
    double stretch = 1 + s * dot(p, opinion);
    double step = s * dot(opinion, residuals) / stretch;
    for (int i = 0; i < p.length; i++) {
      weights[i] -= step * opinion[i];
    }
    slope = prior.isEmpty() ? 0 : mean + s * dot(p, weights);
    slopeVariance = s / stretch;
    logEvidence =
        -0.5
            * (dot(residuals, weights)
                + process.logDeterminant()
                + Math.log(stretch)
                + p.length * Math.log(2 * Math.PI));
  }

  /** The logarithm of the truths' density (marginal likelihood) under this process. */
  double logEvidence() {
    return logEvidence;
  }

  /** The logarithm of the belief in this process before and after the truths, not normalised. */
  double logMass() {
    return Math.log(prior.mass()) + logEvidence;
  }

  GaussianProcess process() {
    return process;
  }

  /** The expected truth of a candidate whose covariances with the observed ones are k, (m). */
  double mean(int candidate, double[] k) {
    return slope * prior.values()[candidate] + dot(k, weights);
  }

  /** What the learned slope adds to the variance of the process. */
  double addedVariance(int candidate, double[] k) {
    double left = prior.values()[candidate] - dot(k, opinion);
    return slopeVariance * left * left;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
