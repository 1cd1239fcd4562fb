package io.proxynas.eval.stat;

/** A number computed from paired observations, such as a rank correlation. */
@FunctionalInterface
public interface PairedStatistic {

  /**
   * The statistic of the pairs (x[i], y[i]).
   *
   * @param x length n
   * @param y length n
   * @return the value, or NaN where it is undefined
   */
  double of(double[] x, double[] y);
}
