package io.proxynas.eval.stat;

/**
 * An estimate with the interval it lies in. A bound that is undefined is NaN, and then so is the
 * other; an undefined value has undefined bounds. The value may lie outside of the bounds, as a
 * percentile interval of a skewed statistic allows.
 *
 * @param value the statistic of the sample, or NaN
 * @param low the lower bound, or NaN
 * @param high the upper bound, at least {@code low}, or NaN
 */
public record Interval(double value, double low, double high) {

  /**
   * The candidates from which on an interval is believed: of fewer, resampling gives intervals that
   * are too narrow (docs/results/intervals.md), and none is shown to people.
   */
  public static final int FEWEST = 8;

  /** No value and no bounds. */
  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN, Double.NaN);

  public Interval {
    if (Double.isNaN(low) != Double.isNaN(high)) {
      throw new IllegalArgumentException(
          "bounds must be both defined or both undefined, but were " + low + " and " + high);
    }
    if (low > high) {
      throw new IllegalArgumentException(
          "the lower bound must be at most the upper bound " + high + ", but was " + low);
    }
    if (Double.isNaN(value) && !Double.isNaN(low)) {
      throw new IllegalArgumentException(
          "an undefined value must have undefined bounds, but they were " + low + " and " + high);
    }
  }

  /** A value whose bounds are undefined. */
  public static Interval unbounded(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  /** What is shown of it where so many candidates bear it: of too few, the value alone. */
  public Interval shownFor(int candidates) {
    return isBelieved(candidates) ? this : unbounded(value);
  }

  /** Whether so many candidates are enough for an interval. */
  public static boolean isBelieved(int candidates) {
    return candidates >= FEWEST;
  }

  /** Whether there is a value. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }

  /** Whether there are bounds, and so a value. */
  public boolean isBounded() {
    return !Double.isNaN(low);
  }
}
