package io.proxynas.eval.stat;

/**
 * How much one score's statistic exceeds another's on the same candidates, with its interval and
 * its significance.
 *
 * @param value the difference, or NaN
 * @param low the lower bound, or NaN
 * @param high the upper bound, or NaN
 * @param p the two-sided significance level in (0, 1]: how often chance alone would show a
 *     difference so far from 0; NaN where the bounds are
 */
public record Difference(double value, double low, double high, double p) {

  /** No value and no bounds. */
  public static final Difference UNDEFINED =
      new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  public Difference {
    new Interval(value, low, high); // checks them
    if (Double.isNaN(p) != Double.isNaN(low) || p <= 0 || p > 1) {
      throw new IllegalArgumentException(
          "p must be in (0, 1], and undefined where the bounds are, but was " + p);
    }
  }

  /** What is shown of it where so many candidates bear it: of too few, the value alone. */
  public Difference shownFor(int candidates) {
    return Interval.isBelieved(candidates)
        ? this
        : new Difference(value, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Whether the first is better beyond chance: the whole interval lies above 0. */
  public boolean isPositive() {
    return low > 0;
  }

  /** Whether the first is worse beyond chance: the whole interval lies below 0. */
  public boolean isNegative() {
    return high < 0;
  }
}
