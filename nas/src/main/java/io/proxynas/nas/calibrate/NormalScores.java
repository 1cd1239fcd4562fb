package io.proxynas.nas.calibrate;

import io.proxynas.nas.ranking.Ranks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Normal scores: each value becomes Φ⁻¹((rank − ½) / n), with Φ the standard normal distribution,
 * so that only the order of a score counts, and all scores have one scale (plotting positions of
 * Hazen, Transactions of the ASCE 77, 1914). Equal values share their mean rank; a missing value is
 * 0, the middle.
 */
final class NormalScores {

  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  /** What rounding leaves of the variance of equal values is less. */
  private static final double LEAST_VARIANCE = 1e-20;

  private NormalScores() {}

  /**
   * The normal scores among the values that are there.
   *
   * @param values infinities are ranked like other values; NaN is missing
   * @return one a value, all finite; 0 for a missing one
   */
  static double[] of(List<Double> values) {
    int[] known =
        IntStream.range(0, values.size()).filter(i -> !Double.isNaN(values.get(i))).toArray();
    double[] ranks = Ranks.average(IntStream.of(known).mapToDouble(values::get).toArray());
    double[] scores = new double[values.size()];
    for (int i = 0; i < known.length; i++) {
      scores[known[i]] = STANDARD.inverseCumulativeProbability((ranks[i] - 0.5) / known.length);
    }
    return scores;
  }

  /**
   * The values minus their mean, divided by their standard deviation.
   *
   * @return all 0 for equal values
   */
  static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = variance > LEAST_VARIANCE ? Math.sqrt(variance) : Double.POSITIVE_INFINITY;
    return Arrays.stream(values)
        .map(v -> (v - mean) / deviation + 0.0)
        .toArray(); // -0.0 becomes 0.0
  }
}
