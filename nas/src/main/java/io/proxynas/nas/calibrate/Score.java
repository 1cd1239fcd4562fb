package io.proxynas.nas.calibrate;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One score of all candidates.
 *
 * @param name of the score, one of a kind in its table
 * @param kind what the score needs
 * @param merits one value a candidate; larger is believed to be better; NaN is missing
 */
public record Score(String name, ScoreKind kind, List<Double> merits) {

  /** Keeps a copy. */
  public Score {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a score must not be blank");
    }
    merits = List.copyOf(merits);
  }

  /**
   * A decision, one-hot: a score for each of its values, named {@code name=value}, which is 1 where
   * that value was taken.
   *
   * @param name of the decision
   * @param values one a candidate
   * @return in the order of the values' text; none if all candidates have the same value
   */
  public static List<Score> decisions(String name, List<String> values) {
    SortedSet<String> distinct = new TreeSet<>(values);
    if (distinct.size() < 2) {
      return List.of();
    }
    return distinct.stream()
        .map(
            value ->
                new Score(
                    name + "=" + value,
                    ScoreKind.DECISION,
                    values.stream().map(taken -> taken.equals(value) ? 1.0 : 0.0).toList()))
        .toList();
  }
}
