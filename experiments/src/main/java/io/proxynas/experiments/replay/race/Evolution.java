package io.proxynas.experiments.replay.race;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Regularized evolution on full trainings (Real, Aggarwal, Huang and Le, AAAI 2019), as {@code
 * nas-search --strategy regularized-evolution} does it with one candidate under way: a child
 * differs from the best of a sample of the population in one decision, and was not trained before.
 *
 * @param neighbours of the table's networks
 * @param population how many are alive
 * @param sample how many are drawn as possible parents
 * @param budget full trainings, at most
 */
record Evolution(Neighbours neighbours, int population, int sample, int budget) implements Policy {

  @Override
  public String name() {
    return "regularized evolution";
  }

  @Override
  public Family family() {
    return Family.EVOLUTION;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    Deque<Integer> unseen =
        new ArrayDeque<>(Draw.some(ledger.networks(), ledger.networks(), random));
    Map<Integer, Double> seen = new HashMap<>();
    List<Integer> alive = new ArrayList<>();
    while (seen.size() < Math.min(budget, ledger.networks())) {
      int next =
          seen.size() < population ? fresh(unseen, seen) : child(alive, seen, unseen, random);
      seen.put(next, ledger.train(next));
      alive.add(next);
      if (alive.size() > population) {
        alive.remove(0);
      }
    }
  }

  private static int fresh(Deque<Integer> unseen, Map<Integer, Double> seen) {
    int next = unseen.removeFirst();
    while (seen.containsKey(next)) {
      next = unseen.removeFirst();
    }
    return next;
  }

  private int child(
      List<Integer> alive,
      Map<Integer, Double> seen,
      Deque<Integer> unseen,
      RandomGenerator random) {
    int parent = alive.get(random.nextInt(alive.size()));
    for (int i = 1; i < sample; i++) {
      int other = alive.get(random.nextInt(alive.size()));
      parent = seen.getOrDefault(other, 0.0) > seen.getOrDefault(parent, 0.0) ? other : parent;
    }
    List<Integer> children =
        neighbours.of(parent).stream().filter(place -> !seen.containsKey(place)).toList();
    return children.isEmpty() ? fresh(unseen, seen) : children.get(random.nextInt(children.size()));
  }
}
