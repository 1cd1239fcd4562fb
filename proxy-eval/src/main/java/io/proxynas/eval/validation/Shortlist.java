package io.proxynas.eval.validation;

import java.util.List;

/**
 * What is left to lose once the first of a ranking have been trained on the full data, and the best
 * of them taken. Candidates that taught the ranking do not count: it knows their full accuracies.
 *
 * @param k candidates on it: the first of the ranking that were validated
 * @param regret best full accuracy among all validated less the best of these, in [0, 1]; NaN where
 *     nothing was validated
 * @param among how many were validated; 0 where nothing was, and in reports of earlier versions
 */
public record Shortlist(int k, double regret, int among) {

  /** Candidates on it, if as many were validated. */
  static final int SIZE = StratifiedSample.DEFAULT_TOP;

  /** Of no candidate, and of earlier versions. */
  public static final Shortlist NONE = new Shortlist(0, Double.NaN, 0);

  /**
   * The first {@value #SIZE}, or all if there are fewer.
   *
   * @param pairs all that were validated and did not teach, in the order of the ranking
   */
  static Shortlist of(List<PairedScore> pairs) {
    if (pairs.isEmpty()) {
      return NONE;
    }
    List<PairedScore> first = pairs.subList(0, Math.min(SIZE, pairs.size()));
    return new Shortlist(first.size(), best(pairs) - best(first), pairs.size());
  }

  private static double best(List<PairedScore> pairs) {
    return pairs.stream().mapToDouble(PairedScore::fullAccuracy).max().orElseThrow();
  }
}
