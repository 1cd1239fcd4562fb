package io.proxynas.eval.stat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * How well any score can be expected to rank candidates whose true values are known only through
 * noisy measurements, such as trainings from several seeds.
 *
 * <p>Classical test theory: a measurement is a true value plus noise of its own. Then the
 * correlation r of two measurements is the reliability of one of them; the mean of k measurements
 * has the reliability R = k r / (1 + (k - 1) r) of Spearman and Brown; and the true values
 * themselves correlate with that mean by √R. No score can be expected to do better than the true
 * values. All of this is exact for Pearson's correlation; here it is applied to ranks.
 *
 * <p>C. Spearman, Correlation Calculated from Faulty Data, British Journal of Psychology 3 (1910);
 * W. Brown, Some Experimental Results in the Correlation of Mental Abilities, ibid.; F. M. Lord, M.
 * R. Novick, Statistical Theories of Mental Test Scores (1968), chapters 3 and 4.
 *
 * @param reliability r with its interval: Spearman's ρ of two measurements, its mean over all pairs
 *     of measurements
 * @param ceiling √R of the mean of all measurements, in [0, 1]; 0 where r is not above 0, NaN where
 *     it is undefined
 */
public record NoiseCeiling(Interval reliability, double ceiling) {

  /** Of a single measurement, which says nothing of its noise. */
  public static final NoiseCeiling UNDEFINED = new NoiseCeiling(Interval.UNDEFINED, Double.NaN);

  /**
   * The ceiling of repeated measurements.
   *
   * @param measurements k vectors of length n, the same candidate at the same place in each
   * @param bootstrap draws candidates for the interval of r
   * @return undefined for fewer than two measurements, and where a correlation is
   * @throws IllegalArgumentException if the lengths differ
   */
  public static NoiseCeiling of(
      List<double[]> measurements, Bootstrap bootstrap, RandomGenerator random) {
    if (measurements.size() < 2) {
      return UNDEFINED;
    }
    ToDoubleFunction<int[]> meanOfPairs = drawn -> reliability(measurements, drawn);
    Interval reliability = bootstrap.interval(measurements.get(0).length, meanOfPairs, random);
    return new NoiseCeiling(reliability, ceiling(reliability.value(), measurements.size()));
  }

  private static double reliability(List<double[]> measurements, int[] drawn) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < measurements.size(); i++) {
      for (int j = 0; j < i; j++) {
        Pairs.requireSameLength(measurements.get(i), measurements.get(j));
        sum +=
            SpearmanCorrelation.of(
                Pairs.select(measurements.get(i), drawn), Pairs.select(measurements.get(j), drawn));
        pairs++;
      }
    }
    return sum / pairs;
  }

  /** √R of the mean of k measurements that correlate by r. */
  static double ceiling(double r, int k) {
    return r <= 0 ? 0 : Math.sqrt(k * r / (1 + (k - 1) * r)); // NaN stays NaN
  }
}
