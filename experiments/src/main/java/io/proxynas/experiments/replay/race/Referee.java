package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.FullTraining;
import io.proxynas.experiments.replay.TruthTable;
import java.util.List;

/**
 * What a full training of a table's networks shows and costs, and what a choice is worth.
 *
 * <p>The search sees the trainings of one seed. A choice is judged by the mean of the other seeds,
 * which did not make it. Regret is how much less that is than for the network which training every
 * network once, and taking the best, would have chosen: the best by the judging trainings
 * themselves would be best by their noise, and nobody could find it.
 */
final class Referee {

  private final FullTraining training;
  private final List<Double> judged;
  private final double reference;

  /**
   * Of one seed.
   *
   * @param seed whose trainings the search sees, from 0
   */
  Referee(TruthTable table, int seed) {
    training = table.trainings().get(seed);
    judged = table.judgedWithout(seed);
    int best = 0;
    for (int place = 1; place < table.size(); place++) {
      if (training.seen().get(place) > training.seen().get(best)) {
        best = place;
      }
    }
    reference = judged.get(best);
  }

  /** How many networks there are. */
  int networks() {
    return judged.size();
  }

  /** The accuracy that a full training shows, a fraction. */
  double seen(int place) {
    return training.seen().get(place);
  }

  /** The accuracy after some epochs of it, from 1. */
  double seen(int place, int epoch) {
    return training.curves().get(epoch - 1).get(place);
  }

  /** Epochs whose accuracies are known. */
  int epochs() {
    return training.epochs();
  }

  /** Seconds of worker time of a full training. */
  double seconds(int place) {
    return training.seconds().get(place);
  }

  /** What a choice lacks of the reference, a fraction; below 0 where it is better. */
  double regret(int place) {
    return reference - judged.get(place);
  }

  /** The mean regret of a random network: of who has nothing yet. */
  double regretOfNone() {
    return reference
        - judged.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
