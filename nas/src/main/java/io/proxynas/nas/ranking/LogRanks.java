package io.proxynas.nas.ranking;

import java.util.Arrays;
import java.util.List;

/**
 * Combines several scores of the same candidates into one, whatever their units: the sum of −ln of
 * a candidate's ranks, 1 for the largest, equal ones sharing their mean rank. So being among the
 * first by one score counts for more than not being among the last.
 */
public final class LogRanks {

  private LogRanks() {}

  /**
   * The combination, the larger the better.
   *
   * @param scores each of length n, which may be 0, larger values being better
   * @return length n; all NaN if a score has a NaN
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double[] combined(List<double[]> scores) {
    double[] sums = new double[scores.get(0).length];
    for (double[] score : scores) {
      if (score.length != sums.length) {
        throw new IllegalArgumentException(
            "scores to combine must have the same length, but had %d and %d"
                .formatted(sums.length, score.length));
      }
      if (Arrays.stream(score).anyMatch(Double::isNaN)) {
        Arrays.fill(sums, Double.NaN);
        return sums;
      }
      double[] ascending = Ranks.average(score);
      for (int i = 0; i < sums.length; i++) {
        sums[i] -= Math.log(sums.length + 1 - ascending[i]);
      }
    }
    return sums;
  }
}
