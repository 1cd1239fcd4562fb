package io.proxynas.nas.calibrate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Merit;
import io.proxynas.nas.ranking.Predicted;
import io.proxynas.nas.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The predicted accuracy of candidates after full training, by what some full trainings taught; the
 * prior where they were too few. It does not change while a search goes by it: a candidate that was
 * not known when it was fitted is predicted as one more beside those that were, so its merit does
 * not depend on who came in between. For one thread.
 */
public final class CalibratedMerit implements Merit {

  private final CalibratedRanking calibration;
  private final SearchSpace space;
  private final List<Outcome.Trained> known;
  private final Observations observations;
  private final Prediction prediction;
  private final Map<Architecture, Double> merits = new HashMap<>();

  /**
   * Fits.
   *
   * @param calibration how
   * @param space of the candidates
   * @param known the candidates with scores, at least one, trained alike
   * @param truths accuracies of full trainings, in [0, 1]; those of other candidates are left out
   */
  public CalibratedMerit(
      CalibratedRanking calibration,
      SearchSpace space,
      List<Outcome.Trained> known,
      Map<Architecture, Double> truths) {
    this.calibration = calibration;
    this.space = space;
    this.known = List.copyOf(known);
    this.observations = observations(truths);
    this.prediction = calibration.predict(table(), observations);
    for (int i = 0; i < known.size(); i++) {
      merits.put(known.get(i).architecture(), prediction.means().get(i));
    }
  }

  private Observations observations(Map<Architecture, Double> truths) {
    int[] places =
        IntStream.range(0, known.size())
            .filter(i -> truths.containsKey(known.get(i).architecture()))
            .toArray();
    return new Observations(
        IntStream.of(places).boxed().toList(),
        IntStream.of(places).mapToObj(i -> truths.get(known.get(i).architecture())).toList());
  }

  private ScoreTable table() {
    return CandidateTable.of(space, known);
  }

  @Override
  public double of(Outcome.Trained candidate) {
    return merits.computeIfAbsent(candidate.architecture(), a -> predicted(candidate));
  }

  private double predicted(Outcome.Trained candidate) {
    List<Outcome.Trained> all = new ArrayList<>(known);
    all.add(candidate);
    return calibration
        .predict(CandidateTable.of(space, all), observations)
        .means()
        .get(known.size());
  }

  /** The number of truths that are known; too few are not fitted. */
  public int truths() {
    return observations.count();
  }

  /**
   * Whether truths were fitted, so that merits are accuracies; otherwise they are the prior, of
   * which the order alone counts.
   */
  public boolean isFitted() {
    return observations.count() >= calibration.leastTruths();
  }

  /** What is predicted of each known candidate; nothing where no truths were fitted. */
  public Map<Architecture, Predicted> predictions() {
    Map<Architecture, Predicted> predictions = new LinkedHashMap<>();
    if (!isFitted()) {
      return predictions;
    }
    for (int i = 0; i < known.size(); i++) {
      predictions.put(
          known.get(i).architecture(),
          new Predicted(prediction.means().get(i), prediction.deviations().get(i)));
    }
    return predictions;
  }

  /** What this space listens to: each score's share of what is predicted. */
  public Map<String, Double> listensTo() {
    return prediction.listensTo();
  }

  /**
   * All candidates that were not fitted, in the order in which to train them in full.
   *
   * @param choice chooses
   */
  public List<Architecture> next(ImprovementPerCost choice) {
    List<Double> flops = known.stream().map(c -> (double) c.scores().flops()).toList();
    return choice.next(calibration, table(), observations, flops, known.size()).stream()
        .map(place -> known.get(place).architecture())
        .toList();
  }
}
