package io.proxynas.nas.search;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Merit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many candidates in a row were no better than the best before them. It hears outcomes
 * in an order that does not depend on the workers, so neither does its answer. Better is a higher
 * rung of the ladder, or more of what the search maximises on the same one; of equals the smaller
 * is ranked first, but that is nothing to wait for.
 */
final class Patience {

  private final int most;
  private final Merit merit;
  private @Nullable Fitness best;
  private int inVain;

  /**
   * Counts from nothing.
   *
   * @param most candidates in vain, at least 1; without it there may be any number
   * @param merit what the search maximises
   */
  Patience(Optional<Integer> most, Merit merit) {
    this.most = most.orElse(Integer.MAX_VALUE);
    this.merit = merit;
  }

  /** The outcome of one more candidate. */
  void next(Outcome outcome) {
    inVain++;
    again(outcome);
  }

  /** A later outcome of a candidate that was counted before, as when a ladder has promoted it. */
  void again(Outcome outcome) {
    if (outcome instanceof Outcome.Trained trained) {
      Fitness fitness = new Fitness(trained.rung(), merit.of(trained));
      if (best == null || fitness.compareTo(best) > 0) {
        best = fitness;
        inVain = 0;
      }
    }
  }

  /** Whether so many candidates were in vain that the search is to end. */
  boolean isOver() {
    return inVain >= most;
  }
}
