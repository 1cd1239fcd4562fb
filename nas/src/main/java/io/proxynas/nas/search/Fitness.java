package io.proxynas.nas.search;

import java.util.Comparator;

/**
 * What a search maximises.
 *
 * @param rung of the ladder that the candidate reached; more counts before all else
 * @param merit by the score that ranks
 */
record Fitness(int rung, double merit) implements Comparable<Fitness> {

  /** Of a failure, and of what the budget left unevaluated at the end. */
  static final Fitness NONE = new Fitness(-1, Double.NEGATIVE_INFINITY);

  private static final Comparator<Fitness> ORDER =
      Comparator.comparingInt(Fitness::rung).thenComparingDouble(Fitness::merit);

  @Override
  public int compareTo(Fitness other) {
    return ORDER.compare(this, other);
  }
}
