package io.proxynas.experiments.replay.calibration;

import io.proxynas.experiments.replay.Places;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.nas.calibrate.Observations;
import java.util.List;
import java.util.Optional;

/** Knows the truths of the networks of a view. */
final class Judge {

  private final double[] truths;
  private final Optional<double[]> one;
  private final double[] others;

  /** Of a table, and of those networks that a view has. */
  Judge(TruthTable table, ScoreView view) {
    truths = array(Places.of(view.places(), table.truths()));
    one =
        table.trainings().size() < 2
            ? Optional.empty()
            : Optional.of(array(Places.of(view.places(), table.trainings().get(0).seen())));
    others = array(Places.of(view.places(), table.judgedWithout(0)));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** The truths of some networks. */
  Observations tell(List<Integer> places) {
    return new Observations(places, places.stream().map(place -> truths[place]).toList());
  }

  /** Judges a prediction by someone who was told the truths of some networks. */
  Judgement of(double[] predicted, List<Integer> told) {
    return Judgement.of(predicted, truths, told);
  }

  /** One full training of each network, judged by the others on the networks that were not told. */
  Optional<Judgement> ofOneTraining(List<Integer> told) {
    return one.map(first -> Judgement.of(first, others, told));
  }
}
