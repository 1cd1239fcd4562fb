package io.proxynas.nas.calibrate;

import java.util.HashSet;
import java.util.List;

/**
 * What full trainings found.
 *
 * @param candidates their places in the table, from 0, each once
 * @param truths the accuracy of each of these, or another figure of which more is better
 */
public record Observations(List<Integer> candidates, List<Double> truths) {

  /** Before any full training. */
  public static final Observations NONE = new Observations(List.of(), List.of());

  /** Checks the truths. */
  public Observations {
    candidates = List.copyOf(candidates);
    truths = List.copyOf(truths);
    if (candidates.size() != truths.size()) {
      throw new IllegalArgumentException(
          "each observed candidate must have one truth, but %d candidates have %d truths"
              .formatted(candidates.size(), truths.size()));
    }
    if (new HashSet<>(candidates).size() != candidates.size()) {
      throw new IllegalArgumentException(
          "each candidate must be observed once, but the candidates are " + candidates);
    }
    for (double truth : truths) {
      if (!Double.isFinite(truth)) {
        throw new IllegalArgumentException("a truth must be finite, but was " + truth);
      }
    }
  }

  /** How many there are. */
  public int count() {
    return truths.size();
  }

  /** Refuses places that a table of so many candidates does not have. */
  void requireWithin(int tableCandidates) {
    for (int candidate : candidates) {
      if (candidate < 0 || candidate >= tableCandidates) {
        throw new IllegalArgumentException(
            "an observed candidate must be in [0, %d), but was %d"
                .formatted(tableCandidates, candidate));
      }
    }
  }
}
