package io.proxynas.eval.stat;

import java.util.Arrays;

/**
 * Top-k recall: the fraction of the k places of a prediction's top that hold a candidate which
 * truly belongs to the top k. A random prediction finds k/n on average.
 *
 * <p><b>Ties.</b> A candidate belongs to the true top when it is as good as the k-th best, so that
 * equal truths all count as found. Candidates tied for the last places of the prediction's top
 * share them equally, which is the expected recall if ties are broken by lot.
 */
public final class TopKRecall {

  private TopKRecall() {}

  /**
   * The recall, in [0, 1]. Larger is better in both vectors.
   *
   * @param predicted length n
   * @param actual length n
   * @param k places at the top, at least 1
   * @return NaN if k is at least n, where any prediction would find all, or if there is a NaN
   * @throws IllegalArgumentException if k is below 1 or the lengths differ
   */
  public static double of(double[] predicted, double[] actual, int k) {
    Pairs.requireSameLength(predicted, actual);
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but was " + k);
    }
    if (k >= actual.length || Pairs.hasNaN(predicted) || Pairs.hasNaN(actual)) {
      return Double.NaN;
    }
    double lastPredicted = largest(predicted, k);
    double lastActual = largest(actual, k);
    long above = Arrays.stream(predicted).filter(value -> value > lastPredicted).count();
    long tied = Arrays.stream(predicted).filter(value -> value == lastPredicted).count();
    // Each of the tied holds (k - above)/tied of a place; counted in units of 1/tied, so exactly.
    long found = 0;
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] >= lastActual && predicted[i] >= lastPredicted) {
        found += predicted[i] > lastPredicted ? tied : k - above;
      }
    }
    return (double) found / (tied * k);
  }

  /** The k-th largest value. */
  private static double largest(double[] values, int k) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return ascending[ascending.length - k];
  }
}
