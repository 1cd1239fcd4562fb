package io.proxynas.nas.search;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.ParetoFront;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The order of NSGA-II (Deb, Pratap, Agarwal and Meyarivan, IEEE Transactions on Evolutionary
 * Computation 6, 2002, section III): by front, and within a front by crowding distance.
 *
 * @param front of each individual: 0 where no other dominates it, 1 where only those of front 0 do,
 *     and so on
 * @param crowding of each individual: the sum over the objectives of the distance between its two
 *     neighbours in its front, as a fraction of the front's range; infinite at the ends
 */
record NonDominatedSort(List<Integer> front, List<Double> crowding) {

  /** Sorts candidates by what they cost, best first; of equals the one that came first. */
  static List<Outcome.Trained> bestFirst(
      List<Outcome.Trained> candidates, List<Objective> objectives) {
    return of(candidates, objectives).best().stream().map(candidates::get).toList();
  }

  static NonDominatedSort of(List<Outcome.Trained> candidates, List<Objective> objectives) {
    return of(
        candidates.stream()
            .map(candidate -> ParetoFront.costs(candidate, objectives))
            .toArray(double[][]::new));
  }

  /**
   * Sorts individuals.
   *
   * @param costs individuals × objectives, the lower the better, finite
   */
  static NonDominatedSort of(double[][] costs) {
    int[] front = new int[costs.length];
    double[] crowding = new double[costs.length];
    List<Integer> rest = new ArrayList<>(IntStream.range(0, costs.length).boxed().toList());
    for (int number = 0; !rest.isEmpty(); number++) {
      List<Integer> others = List.copyOf(rest);
      List<Integer> members =
          others.stream()
              .filter(
                  i -> others.stream().noneMatch(j -> ParetoFront.dominates(costs[j], costs[i])))
              .toList();
      for (int member : members) {
        front[member] = number;
      }
      crowd(members, costs, crowding);
      rest.removeAll(members);
    }
    return new NonDominatedSort(
        IntStream.of(front).boxed().toList(), DoubleStream.of(crowding).boxed().toList());
  }

  /** Adds up the distances within one front. */
  private static void crowd(List<Integer> members, double[][] costs, double[] crowding) {
    int objectives = costs[members.get(0)].length;
    for (int m = 0; m < objectives; m++) {
      int objective = m;
      int[] order =
          members.stream()
              .sorted(Comparator.comparingDouble(i -> costs[i][objective]))
              .mapToInt(i -> i)
              .toArray();
      int last = order.length - 1;
      double range = costs[order[last]][m] - costs[order[0]][m];
      crowding[order[0]] = Double.POSITIVE_INFINITY;
      crowding[order[last]] = Double.POSITIVE_INFINITY;
      for (int k = 1; k < last && range > 0; k++) {
        crowding[order[k]] += (costs[order[k + 1]][m] - costs[order[k - 1]][m]) / range;
      }
    }
  }

  /** The crowded comparison: whether one individual comes before another. */
  boolean isBetter(int one, int other) {
    return order().compare(one, other) < 0;
  }

  /** All individuals, best first; of equals the one with the lower index. */
  List<Integer> best() {
    return IntStream.range(0, front.size()).boxed().sorted(order()).toList();
  }

  private Comparator<Integer> order() {
    return Comparator.<Integer, Integer>comparing(front::get)
        .thenComparing(crowding::get, Comparator.reverseOrder());
  }
}
