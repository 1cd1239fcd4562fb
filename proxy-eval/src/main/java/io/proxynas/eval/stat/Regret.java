package io.proxynas.eval.stat;

import java.util.Arrays;

/**
 * Regret: what is lost by trusting a prediction's first choice, the best actual value less the
 * actual value of that choice, in the unit of the actual values. Candidates tied for first choice
 * count by their mean, which is the expected regret if the tie is broken by lot.
 */
public final class Regret {

  private Regret() {}

  /**
   * The regret, at least 0. Larger is better in both vectors.
   *
   * @param predicted length n
   * @param actual length n, finite
   * @return 0 for a single candidate; NaN if there is none, or a NaN
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double of(double[] predicted, double[] actual) {
    Pairs.requireSameLength(predicted, actual);
    if (actual.length == 0 || Pairs.hasNaN(predicted) || Pairs.hasNaN(actual)) {
      return Double.NaN;
    }
    double first = Arrays.stream(predicted).max().getAsDouble();
    double best = Arrays.stream(actual).max().getAsDouble();
    double sum = 0; // of the regrets, not of the values: an exact 0 where nothing is lost
    int tied = 0;
    for (int i = 0; i < actual.length; i++) {
      if (predicted[i] == first) {
        sum += best - actual[i];
        tied++;
      }
    }
    return sum / tied;
  }
}
