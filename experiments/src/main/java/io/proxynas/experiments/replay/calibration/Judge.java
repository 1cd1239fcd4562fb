package io.proxynas.experiments.replay.calibration;

import io.proxynas.experiments.replay.Places;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.nas.calibrate.Observations;
import java.util.List;
import java.util.Optional;

/**
 * Knows the truths of the networks of a view. It tells what a search sees of one full training, and
 * judges by the mean of the others, which nobody was told, or, of a table with one training, by the
 * accuracy of that one which a search does not see.
 */
final class Judge {

  private final double[] seen;
  private final double[] judged;
  private final boolean hasOthers;

  /**
   * Of those networks of a table that a view has.
   *
   * @param training the one that it tells of, from 0
   */
  Judge(TruthTable table, ScoreView view, int training) {
    seen = Merits.array(Places.of(view.places(), table.trainings().get(training).seen()));
    judged = Merits.array(Places.of(view.places(), table.judgedWithout(training)));
    hasOthers = table.trainings().size() > 1;
  }

  /** The truths of some networks, as a search sees them. */
  Observations tell(List<Integer> places) {
    return new Observations(places, places.stream().map(place -> seen[place]).toList());
  }

  /** Judges a prediction by someone who was told the truths of some networks. */
  Judgement of(double[] predicted, List<Integer> told) {
    return Judgement.of(predicted, seen, judged, told);
  }

  /** The training of each network, judged as a prediction; empty where there are no others. */
  Optional<Judgement> ofOneTraining(List<Integer> told) {
    return hasOthers ? Optional.of(of(seen, told)) : Optional.empty();
  }
}
