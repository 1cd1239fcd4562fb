package io.proxynas.eval.run;

import io.proxynas.condense.ProxySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving of a plan: a ladder whose last rung is the plan's own training.
 *
 * @param factor η: the best 1/η of a rung are trained on the next, in [2, 10]
 * @param lower the sets of the rungs below, the cheapest first, each trained on for all epochs;
 *     none for rungs of 1/η² and 1/η of the epochs on the plan's own set
 */
public record Halving(int factor, List<ProxySpec> lower) {

  private static final int MAX_FACTOR = 10;

  public Halving {
    if (factor < 2 || factor > MAX_FACTOR) {
      throw new IllegalArgumentException(
          "the halving factor must be in [2, %d], but was %d".formatted(MAX_FACTOR, factor));
    }
    lower = List.copyOf(lower);
  }

  /**
   * How candidates are trained on one rung.
   *
   * @param proxy the set
   * @param epochs of the training, at least 1
   */
  public record Rung(ProxySpec proxy, int epochs) {}

  /**
   * The rungs, the cheapest first; equal ones are one.
   *
   * @param proxy the plan's own set
   * @param epochs of its trainings
   * @throws IllegalArgumentException if that leaves one rung
   */
  public List<Rung> rungs(ProxySpec proxy, int epochs) {
    List<Rung> rungs = new ArrayList<>();
    if (lower.isEmpty()) {
      for (int divisor : new int[] {factor * factor, factor}) {
        rungs.add(new Rung(proxy, (int) Math.max(1, Math.round((double) epochs / divisor))));
      }
    }
    lower.forEach(set -> rungs.add(new Rung(set, epochs)));
    rungs.add(new Rung(proxy, epochs));
    List<Rung> distinct = rungs.stream().distinct().toList();
    if (distinct.size() < 2) {
      throw new IllegalArgumentException(
          "halving must have at least 2 different rungs, but had %d epochs on %s only"
              .formatted(epochs, proxy.name()));
    }
    return distinct;
  }
}
