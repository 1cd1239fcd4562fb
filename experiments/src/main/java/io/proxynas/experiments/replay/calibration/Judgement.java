package io.proxynas.experiments.replay.calibration;

import io.proxynas.eval.stat.SpearmanCorrelation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How well one prediction orders the networks whose truth it was not told.
 *
 * @param rho Spearman's ρ over all of these
 * @param betterHalf ρ over the better half of these by the truth
 * @param regret what is chosen of the told networks and of the first three of the others lacks of
 *     the best of all, a fraction; the choice is the one whose own training looks best
 */
record Judgement(double rho, double betterHalf, double regret) {

  private static final int FIRST = 3;

  /**
   * Judges.
   *
   * @param predicted a value a network, more is better
   * @param seen what a full training of each network shows to who chooses
   * @param truths of all networks, which judge
   * @param told places of the networks whose training was told
   */
  static Judgement of(double[] predicted, double[] seen, double[] truths, List<Integer> told) {
    Set<Integer> known = Set.copyOf(told);
    List<Integer> others =
        IntStream.range(0, truths.length).filter(i -> !known.contains(i)).boxed().toList();
    double[] theirs = Merits.at(others, truths);
    double median = median(theirs);
    List<Integer> better = others.stream().filter(place -> truths[place] >= median).toList();
    return new Judgement(
        SpearmanCorrelation.of(Merits.at(others, predicted), theirs),
        SpearmanCorrelation.of(Merits.at(better, predicted), Merits.at(better, truths)),
        regret(predicted, seen, truths, told, others));
  }

  private static double median(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    int n = ascending.length;
    return (ascending[(n - 1) / 2] + ascending[n / 2]) / 2;
  }

  /** Of networks with equal values, those that stand first in the table count as first. */
  private static double regret(
      double[] predicted,
      double[] seen,
      double[] truths,
      List<Integer> told,
      List<Integer> others) {
    int chosen =
        IntStream.concat(
                told.stream().mapToInt(place -> place),
                others.stream()
                    .sorted(Comparator.comparingDouble(place -> -predicted[place]))
                    .limit(FIRST)
                    .mapToInt(place -> place))
            .boxed()
            .max(
                Comparator.<Integer>comparingDouble(place -> seen[place])
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    return Arrays.stream(truths).max().orElse(Double.NaN) - truths[chosen];
  }
}
