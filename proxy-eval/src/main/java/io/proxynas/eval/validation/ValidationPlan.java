package io.proxynas.eval.validation;

import io.proxynas.train.check.Require;
import java.util.List;

/**
 * How a ranking is held against the full data.
 *
 * @param candidates drawn over the whole ranking to train on the full data, at least 0
 * @param truthSeeds trainings of each of them, in [1, {@value #MOST_SEEDS}]; from two on there is a
 *     noise ceiling
 * @param rivals that score the same candidates, beside parameters and FLOPs
 */
public record ValidationPlan(int candidates, int truthSeeds, List<RivalKind> rivals) {

  /** The most trainings of a candidate. */
  private static final int MOST_SEEDS = 1024;

  /** Whether a rival scores candidates without training them. */
  public boolean measuresFreeScores() {
    return candidates > 0 && rivals.stream().anyMatch(rival -> rival.free().isPresent());
  }

  public ValidationPlan {
    rivals = List.copyOf(rivals);
    if (candidates < 0) {
      throw new IllegalArgumentException(
          "candidates to validate must be at least 0, but was " + candidates);
    }
    Require.atLeastOne("truth seeds", truthSeeds);
    Require.atMost("truth seeds", MOST_SEEDS, truthSeeds);
  }
}
