package io.proxynas.eval.stat;

import java.util.Arrays;
import java.util.random.RandomGenerator;

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
 * resample is perfect too; docs/evidence.md has the measured coverage at small n.
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
    double value = statistic.of(x, y);
    if (Double.isNaN(value)) {
      return Interval.UNDEFINED;
    }
    double[] defined = distribution(statistic, x, y, random);
    if (resamples - defined.length > (1 - confidence) * resamples) {
      return Interval.unbounded(value);
    }
    Arrays.sort(defined);
    double tail = (1 - confidence) / 2;
    return new Interval(value, quantile(defined, tail), quantile(defined, 1 - tail));
  }

  /** The statistics of those resamples for which it is defined. */
  private double[] distribution(
      PairedStatistic statistic, double[] x, double[] y, RandomGenerator random) {
    int n = x.length;
    double[] drawnX = new double[n];
    double[] drawnY = new double[n];
    double[] values = new double[resamples];
    for (int b = 0; b < resamples; b++) {
      for (int i = 0; i < n; i++) {
        int pair = random.nextInt(n);
        drawnX[i] = x[pair];
        drawnY[i] = y[pair];
      }
      values[b] = statistic.of(drawnX, drawnY);
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
