package io.proxynas.nas.search;

import io.proxynas.engine.Worded;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.PromotionOrder;
import io.proxynas.nas.ranking.Ranking;
import java.util.List;

/**
 * The search strategies, by the words that the command line and the report use.
 *
 * <pre>{@code
 * Search accuracy = Strategy.LOCAL.search(List.of());
 * Search front = Strategy.NSGA2.search(List.of(Objective.ACCURACY, Objective.FLOPS));
 * }</pre>
 */
public enum Strategy implements Worded {
  /** A genetic algorithm (Jenetics). */
  GENETIC("breeds new candidates from the best so far"),
  /** Aging evolution. */
  REGULARIZED_EVOLUTION("changes one decision of the best of the latest"),
  /** Hill climbing. */
  LOCAL("climbs from neighbour to neighbour, with restarts"),
  /** Several objectives at once. */
  NSGA2("breeds a front of several --objectives"),
  /** Candidates drawn at random: the baseline that a strategy has to beat. */
  RANDOM("draws candidates at random"),
  /** All candidates. */
  EXHAUSTIVE("goes through the space in its own order");

  private final String description;

  Strategy(String description) {
    this.description = description;
  }

  /** What it does, as a phrase for the help. */
  public String description() {
    return description;
  }

  /** The objectives where the user names none. */
  public List<Objective> objectives() {
    return this == NSGA2 ? List.of(Objective.ACCURACY, Objective.PARAMETERS) : List.of();
  }

  /**
   * Who of a rung is promoted: the first of the ranking of those on it, of {@link #NSGA2} the first
   * by its own order.
   */
  public PromotionOrder promotionOrder(List<Objective> objectives, Criterion rankBy) {
    return this == NSGA2
        ? candidates -> NonDominatedSort.bestFirst(candidates, objectives)
        : candidates -> Ranking.by(candidates, rankBy).trained();
  }

  /**
   * The search itself.
   *
   * @param objectives that {@link #NSGA2} weighs against each other; the others look at what {@link
   *     Round#merit} says
   */
  public Search search(List<Objective> objectives) {
    return switch (this) {
      case GENETIC -> GeneticSearch.DEFAULT;
      case REGULARIZED_EVOLUTION -> RegularizedEvolution.DEFAULT;
      case LOCAL -> LocalSearch.DEFAULT;
      case NSGA2 -> new Nsga2(objectives);
      case RANDOM -> new RandomSearch();
      case EXHAUSTIVE -> new ExhaustiveSearch();
    };
  }
}
