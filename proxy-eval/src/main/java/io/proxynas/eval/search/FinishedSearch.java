package io.proxynas.eval.search;

import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.eval.report.Report;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.search.SearchResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the first half of a run leaves to its {@link ValidationStage}.
 *
 * @param ladder what candidates were trained on
 * @param search its result
 * @param trainings outcomes of all trainings, on every rung of the ladder
 * @param replayed those of sessions before this one
 * @param calibration what full trainings have taught it, if it is calibrated
 */
record FinishedSearch(
    Ladder ladder,
    SearchResult search,
    List<Outcome> trainings,
    List<Outcome> replayed,
    Optional<Calibration> calibration) {

  /** Ids of the candidates whose full trainings taught the ranking, and so cannot judge it. */
  Set<String> taughtIds() {
    return calibration.map(c -> Set.copyOf(c.report().candidates())).orElse(Set.of());
  }

  /** The workers' time for the full trainings that taught the ranking. */
  Duration calibrationTime() {
    return calibration.map(Calibration::workerTime).orElse(Duration.ZERO);
  }

  /** The worker time of all trainings. */
  Duration workerTime() {
    return Outcome.workerTime(trainings);
  }

  /**
   * How long its trainings took by the clock, to tell how long others will: those on the proxy, or
   * where there is none those that taught.
   *
   * @param fullPasses the work of a full training, in forward passes of an image
   */
  TrainingPace pace(int workers, long fullPasses) {
    return ladder.trains()
        ? ladder.pace(trainings).byClock(search.duration(), workers, workerTime())
        : TrainingPace.of(
            calibration.map(Calibration::trainings).orElse(List.of()), outcome -> fullPasses);
  }

  /**
   * The search's time by the clock, with the least that the sessions before this one took if they
   * had as many workers.
   */
  double seconds(int workers) {
    return seconds(search.duration()) + seconds(Outcome.workerTime(replayed)) / workers;
  }

  /** What halving saved. */
  Report.HalvingSummary halving(Halving halving, Criterion rankBy) {
    return ladder.report(halving.factor(), rankBy, search.distinct(), trainings);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
