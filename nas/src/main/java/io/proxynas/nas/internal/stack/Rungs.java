package io.proxynas.nas.internal.stack;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.ranking.PromotionOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who has been trained on which rung, and who may climb: the promotions of asynchronous successive
 * halving (Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht and Talwalkar, "A System for
 * Massively Parallel Hyperparameter Tuning", MLSys 2020, algorithm 2, lines 12 to 19).
 */
final class Rungs {

  /** Those trained on one rung, best first, and the ids of those that went on. */
  private static final class Rung {
    private List<Outcome.Trained> trained = List.of();
    private final Set<String> promoted = new HashSet<>();
  }

  private final int factor;
  private final PromotionOrder order;
  private final List<Rung> rungs;

  /**
   * Empty rungs.
   *
   * @param factor η: the best 1/η of a rung are promoted, at least 2
   * @param number of rungs, at least 2
   */
  Rungs(int factor, int number, PromotionOrder order) {
    if (factor < 2) {
      throw new IllegalArgumentException(
          "the halving factor must be at least 2, but was " + factor);
    }
    if (number < 2) {
      throw new IllegalArgumentException("the rungs must be at least 2, but were " + number);
    }
    this.factor = factor;
    this.order = order;
    this.rungs = Stream.generate(Rung::new).limit(number).toList();
  }

  /** A candidate has scores on its rung. */
  void add(Outcome.Trained outcome) {
    Rung rung = rungs.get(outcome.rung());
    List<Outcome.Trained> all = new ArrayList<>(rung.trained);
    all.add(outcome);
    rung.trained = order.bestFirst(all);
  }

  /**
   * The next training of a candidate that is among the best 1/η of its rung and has not gone on,
   * from the highest rung that has one; it counts as gone on.
   */
  Optional<RungTraining> promote() {
    for (int k = rungs.size() - 2; k >= 0; k--) {
      Rung rung = rungs.get(k);
      for (Outcome.Trained best : rung.trained.subList(0, rung.trained.size() / factor)) {
        if (rung.promoted.add(best.architecture().id())) {
          return Optional.of(new RungTraining(best.architecture(), k + 1));
        }
      }
    }
    return Optional.empty();
  }
}
