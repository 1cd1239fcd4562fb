package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.Places;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.ImprovementPerCost;
import io.proxynas.nas.calibrate.Observations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What {@code nas-search --rank-by calibrated} does, in one round: some full trainings teach the
 * ranking, a few at a time, and then candidates are trained in its order, whatever they cost.
 *
 * @param view the scores, and what they cost
 * @param costs of all networks of the table, by which those of trainings are told beforehand
 * @param flops of all networks of the table, by which some may not teach
 * @param teaching full trainings that teach, at most
 * @param share of the candidates that may teach, the cheapest by FLOPs, in (0, 1]
 */
record TaughtOrder(
    ScoreView view, List<Double> costs, List<Double> flops, int teaching, double share)
    implements Policy {

  @Override
  public String name() {
    return "calibrated (%s), %d of %s teach, then in its order, all scored"
        .formatted(view.name(), teaching, share < 1 ? "the cheapest " + share : "all");
  }

  @Override
  public Family family() {
    return Family.OTHER;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    ledger.pay(view.cost());
    Observations known = taught(ledger);
    List<Double> merits = CalibratedRanking.DEFAULT.predict(view.table(), known).means();
    Set<Integer> trained = new HashSet<>(known.candidates());
    IntStream.range(0, view.size())
        .boxed()
        .filter(candidate -> !trained.contains(candidate))
        .sorted(Comparator.comparing(merits::get, Comparator.reverseOrder()))
        .forEach(candidate -> ledger.train(view.places().get(candidate)));
  }

  private Observations taught(Ledger ledger) {
    List<Double> predictedCosts = Places.of(view.places(), costs);
    Set<Integer> may = mayTeach();
    List<Integer> trained = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    int end = Math.min(teaching, may.size());
    while (trained.size() < end) {
      ImprovementPerCost.DEFAULT
          .next(
              CalibratedRanking.DEFAULT,
              view.table(),
              new Observations(trained, seen),
              predictedCosts,
              view.size())
          .stream()
          .filter(may::contains)
          .limit(Math.min(ImprovementPerCost.AT_A_TIME, end - trained.size()))
          .forEach(
              candidate -> {
                trained.add(candidate);
                seen.add(ledger.train(view.places().get(candidate)));
              });
    }
    return new Observations(trained, seen);
  }

  /** The cheapest; of equal ones those that stand first in the table. */
  private Set<Integer> mayTeach() {
    List<Double> its = Places.of(view.places(), flops);
    return new HashSet<>(
        IntStream.range(0, its.size())
            .boxed()
            .sorted(Comparator.comparing(its::get))
            .limit((long) Math.ceil(share * its.size()))
            .toList());
  }
}
