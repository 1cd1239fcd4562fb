package io.proxynas.nas.ranking;

import io.proxynas.nas.candidate.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The candidates that no other one beats: none is as good by every objective and better by one.
 *
 * @param objectives distinct; none where a search has one only, what ranks
 * @param candidates in the order of the ranking; none without objectives
 */
public record ParetoFront(List<Objective> objectives, List<Outcome.Trained> candidates) {

  public ParetoFront {
    objectives = List.copyOf(objectives);
    candidates = List.copyOf(candidates);
  }

  /** Of a search that weighs nothing against what ranks. */
  public static final ParetoFront NONE = new ParetoFront(List.of(), List.of());

  /** The front of a ranking; of those on the highest rung where candidates are halved. */
  public static ParetoFront of(Ranking ranking, List<Objective> objectives) {
    if (objectives.isEmpty()) {
      return NONE;
    }
    List<Outcome.Trained> all = survivors(ranking.trained());
    double[][] costs = all.stream().map(o -> costs(o, objectives)).toArray(double[][]::new);
    return new ParetoFront(
        objectives,
        IntStream.range(0, costs.length)
            .filter(i -> Arrays.stream(costs).noneMatch(other -> dominates(other, costs[i])))
            .mapToObj(all::get)
            .toList());
  }

  private static List<Outcome.Trained> survivors(List<Outcome.Trained> ranked) {
    return ranked.stream().filter(o -> o.rung() == ranked.get(0).rung()).toList();
  }

  /** A candidate's costs, one an objective: the lower the better. */
  public static double[] costs(Outcome.Trained outcome, List<Objective> objectives) {
    return objectives.stream().mapToDouble(objective -> objective.minimised(outcome)).toArray();
  }

  /** Whether the first costs are nowhere higher than the second, and somewhere lower. */
  public static boolean dominates(double[] one, double[] other) {
    boolean lower = false;
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
      lower |= one[i] < other[i];
    }
    return lower;
  }
}
