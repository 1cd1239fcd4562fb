package io.proxynas.eval.search;

import io.proxynas.eval.report.Report;
import io.proxynas.nas.calibrate.CalibratedMerit;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * What full trainings have taught a search.
 *
 * @param rounds that the search has gone
 * @param trainings those on the full data that were made for it, in the order of their choice; some
 *     may have failed
 * @param merit by which its candidates are ranked
 */
record Calibration(int rounds, List<Outcome> trainings, CalibratedMerit merit) {

  Calibration {
    trainings = List.copyOf(trainings);
  }

  /** The workers' time for its trainings. */
  Duration workerTime() {
    return Outcome.workerTime(trainings);
  }

  /** For the report. */
  Report.CalibrationSummary report() {
    return new Report.CalibrationSummary(
        rounds,
        merit.truths(),
        CalibrationPlan.FEWEST,
        workerTime().toNanos() / 1e9,
        trainings.stream().map(outcome -> outcome.architecture().id()).toList(),
        merit.listensTo().entrySet().stream()
            .map(e -> new Report.CalibrationSummary.Weight(e.getKey(), e.getValue()))
            .toList());
  }
}
