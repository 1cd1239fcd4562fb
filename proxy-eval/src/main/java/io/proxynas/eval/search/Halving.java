package io.proxynas.eval.search;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.nas.score.FreeScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Successive halving of a plan: a ladder whose last rung is the plan's own training.
 *
 * @param factor η: the best 1/η of a rung are promoted to the next, in [2, 10]
 * @param score by which candidates are tried first, without training
 * @param lower the sets of the rungs above that, the cheapest first, each trained on for all
 *     epochs; where there is neither a score nor a set, rungs of 1/η² and 1/η of the epochs on the
 *     plan's own set
 */
public record Halving(int factor, Optional<FreeScore> score, List<ProxySpec> lower) {

  private static final int MAX_FACTOR = 10;

  public Halving {
    if (factor < 2 || factor > MAX_FACTOR) {
      throw new IllegalArgumentException(
          "the halving factor must be in [2, %d], but was %d".formatted(MAX_FACTOR, factor));
    }
    lower = List.copyOf(lower);
  }

  /** How candidates are tried on one rung. */
  sealed interface Rung {

    /** In reports and in a run's configuration. */
    String name();
  }

  /**
   * By a score without training.
   *
   * @param score the score
   */
  private record ScoredRung(FreeScore score) implements Rung {

    @Override
    public String name() {
      return score.word();
    }
  }

  /**
   * By training.
   *
   * @param proxy the set
   * @param epochs of the training, at least 1
   */
  record TrainedRung(ProxySpec proxy, int epochs) implements Rung {

    @Override
    public String name() {
      return proxy.name() + ", epochs " + epochs;
    }
  }

  /**
   * The rungs, the cheapest first; equal ones are one.
   *
   * @param proxy the plan's own set
   * @param epochs of its trainings
   * @throws IllegalArgumentException if that leaves one rung
   */
  List<Rung> rungs(ProxySpec proxy, int epochs) {
    List<Rung> rungs = new ArrayList<>();
    score.ifPresent(s -> rungs.add(new ScoredRung(s)));
    if (rungs.isEmpty() && lower.isEmpty()) {
      for (int divisor : new int[] {factor * factor, factor}) {
        rungs.add(new TrainedRung(proxy, (int) Math.max(1, Math.round((double) epochs / divisor))));
      }
    }
    lower.forEach(set -> rungs.add(new TrainedRung(set, epochs)));
    rungs.add(new TrainedRung(proxy, epochs));
    List<Rung> distinct = rungs.stream().distinct().toList();
    if (distinct.size() < 2) {
      throw new IllegalArgumentException(
          "halving must have at least 2 different rungs, but had %d epochs on %s only"
              .formatted(epochs, proxy.name()));
    }
    return distinct;
  }
}
