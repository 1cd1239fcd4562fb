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
 *     epochs; where there is neither a score nor a set, rungs of the first 1/η² and 1/η of the
 *     epochs on the plan's own set, after which a training is paused
 */
public record Halving(int factor, Optional<FreeScore> score, List<ProxySpec> lower) {

  private static final int MAX_FACTOR = 10;

  public Halving {
    if (factor < 2 || factor > MAX_FACTOR) {
      throw new IllegalArgumentException(
          "the halving factor must be in [2, %d], but was %d".formatted(MAX_FACTOR, factor));
    }
    lower = List.copyOf(lower);
    lower.forEach(set -> ProxySpec.requireTrained("a rung", set));
  }

  /**
   * How candidates are to be tried on one rung.
   *
   * @param name in reports and in a run's configuration
   * @param proxy the set to train on; empty where candidates are only scored
   * @param epochs of the training
   */
  record PlannedRung(String name, Optional<ProxySpec> proxy, int epochs) {

    /** By training. */
    static PlannedRung trained(ProxySpec proxy, int epochs) {
      return new PlannedRung(proxy.name() + ", epochs " + epochs, Optional.of(proxy), epochs);
    }

    /** By the beginning of a training. */
    static PlannedRung begun(ProxySpec proxy, int epochs, int all) {
      String name = "%s, epochs %d of %d".formatted(proxy.name(), epochs, all);
      return epochs == all
          ? trained(proxy, epochs)
          : new PlannedRung(name, Optional.of(proxy), epochs);
    }
  }

  /**
   * The rungs, the cheapest first; equal ones are one.
   *
   * @param proxy the plan's own set
   * @param epochs of its trainings
   * @throws IllegalArgumentException if that leaves one rung
   */
  List<PlannedRung> rungs(ProxySpec proxy, int epochs) {
    List<PlannedRung> rungs = new ArrayList<>();
    score.ifPresent(s -> rungs.add(new PlannedRung(s.word(), Optional.empty(), 0)));
    if (rungs.isEmpty() && lower.isEmpty()) {
      for (int divisor : new int[] {factor * factor, factor}) {
        rungs.add(
            PlannedRung.begun(
                proxy, (int) Math.max(1, Math.round((double) epochs / divisor)), epochs));
      }
    }
    lower.forEach(set -> rungs.add(PlannedRung.trained(set, epochs)));
    rungs.add(PlannedRung.trained(proxy, epochs));
    List<PlannedRung> distinct = rungs.stream().distinct().toList();
    if (distinct.size() < 2) {
      throw new IllegalArgumentException(
          "halving must have at least 2 different rungs, but had %d epochs on %s only"
              .formatted(epochs, proxy.name()));
    }
    return distinct;
  }
}
