package io.proxynas.eval.stat;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The percentile bootstrap interval of a paired statistic: pairs are drawn with replacement, n at a
 * time, and the interval holds the middle {@code confidence} of the statistics of these resamples.
 *
 * <p>B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. Quantiles are
 * interpolated linearly (type 7 of Hyndman and Fan, 1996; NumPy's default).
 *
 * <p><b>Degenerate resamples.</b> A resample whose statistic is undefined (it drew one candidate n
 * times, say) is dropped. When more than 1 - confidence of the resamples are undefined the bounds
 * are too: what was dropped would then weigh as much as the tails that the bounds are read from. So
 * three pairs have no 95 % interval (one resample in nine is degenerate), and neither has a sample
 * in which nearly all candidates tie.
 *
 * <p><b>Limits.</b> The interval of a perfect sample correlation is [1, 1] at any n, since every
 * resample is perfect too; docs/results/intervals.md has the measured coverage at small n.
 *
 * @param resamples how many are drawn, at least 1
 * @param confidence of the interval, in (0, 1)
 */
public record Bootstrap(int resamples, double confidence) {

  /** 10,000 resamples, 95 %. */
  public static final Bootstrap DEFAULT = new Bootstrap(10_000, 0.95);

  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be at least 1, but was " + resamples);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), but was " + confidence);
    }
  }

  /**
   * The statistic of the sample with its interval.
   *
   * @param statistic of the pairs (x[i], y[i])
   * @param x length n
   * @param y length n
   * @param random draws the resamples; the same sequence gives the same interval
   * @return undefined where the statistic of the sample is; without bounds where too many resamples
   *     are degenerate
   * @throws IllegalArgumentException if the lengths differ
   */
  public Interval interval(
      PairedStatistic statistic, double[] x, double[] y, RandomGenerator random) {
    Pairs.requireSameLength(x, y);
    return interval(
        x.length, drawn -> statistic.of(Pairs.select(x, drawn), Pairs.select(y, drawn)), random);
  }

  /**
   * As {@link #interval(PairedStatistic, double[], double[], RandomGenerator)}, for a statistic of
   * candidates that have more than two values.
   *
   * @param n candidates
   * @param statistic of the candidates at the given places, which may repeat
   */
  Interval interval(int n, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
    double value = statistic.applyAsDouble(IntStream.range(0, n).toArray());
    if (Double.isNaN(value)) {
      return Interval.UNDEFINED;
    }
    return bounded(value, distribution(n, statistic, random));
  }

  /**
   * How much a statistic of one score exceeds that of another on the same candidates: each resample
   * draws candidates, and takes the difference of both statistics on them. What the scores have in
   * common cancels out, so that the interval is much narrower than those of the two statistics
   * suggest.
   *
   * <p>The significance level is that at which the interval would just reach 0: twice the smaller
   * of the fractions of resamples whose difference is at most 0 and at least 0, counting the sample
   * itself (R. R. Wilcox, Comparing Dependent Robust Correlations, British Journal of Mathematical
   * and Statistical Psychology 69, 2016, for correlations that share a variable; Davison and
   * Hinkley, Bootstrap Methods and their Application, 1997, section 4.2.3, for the count).
   *
   * @param statistic of a score and {@code y}
   * @param first a score, length n
   * @param second another score, length n
   * @param y what both shall predict, length n
   * @param random draws the resamples
   * @return statistic(first, y) - statistic(second, y); undefined where one of them is, without
   *     bounds where too many resamples are degenerate
   * @throws IllegalArgumentException if the lengths differ
   */
  public Difference difference(
      PairedStatistic statistic,
      double[] first,
      double[] second,
      double[] y,
      RandomGenerator random) {
    Pairs.requireSameLength(first, y);
    Pairs.requireSameLength(second, y);
    double value = statistic.of(first, y) - statistic.of(second, y);
    if (Double.isNaN(value)) {
      return Difference.UNDEFINED;
    }
    double[] differences =
        distribution(
            y.length,
            drawn -> {
              double[] drawnY = Pairs.select(y, drawn);
              return statistic.of(Pairs.select(first, drawn), drawnY)
                  - statistic.of(Pairs.select(second, drawn), drawnY);
            },
            random);
    Interval interval = bounded(value, differences);
    return new Difference(
        value,
        interval.low(),
        interval.high(),
        interval.isBounded() ? significance(differences) : Double.NaN);
  }

  private static double significance(double[] differences) {
    long notAbove = Arrays.stream(differences).filter(d -> d <= 0).count();
    long notBelow = Arrays.stream(differences).filter(d -> d >= 0).count();
    return Math.min(1, 2 * (Math.min(notAbove, notBelow) + 1) / (differences.length + 1.0));
  }

  /** The bounds that the defined resamples give, if there are enough of them. */
  private Interval bounded(double value, double[] defined) {
    if (resamples - defined.length > (1 - confidence) * resamples) {
      return Interval.unbounded(value);
    }
    double[] ascending = defined.clone();
    Arrays.sort(ascending);
    double tail = (1 - confidence) / 2;
    return new Interval(value, quantile(ascending, tail), quantile(ascending, 1 - tail));
  }

  /** The statistics of those resamples for which it is defined. */
  private double[] distribution(int n, ToDoubleFunction<int[]> statistic, RandomGenerator random) {
    int[] drawn = new int[n];
    double[] values = new double[resamples];
    for (int b = 0; b < resamples; b++) {
      for (int i = 0; i < n; i++) {
        drawn[i] = random.nextInt(n);
      }
      values[b] = statistic.applyAsDouble(drawn);
    }
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double quantile(double[] ascending, double p) {
    double position = p * (ascending.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
  }
}
