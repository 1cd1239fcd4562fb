package io.proxynas.eval.folder;

import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.ranking.RankingCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a run's journals its report is of. The journals keep all that was ever trained: a run
 * that went on with fewer candidates, a smaller sample or fewer truth seeds has more in them, and
 * so has a calibrated one that was extended, whose later rounds proposed others.
 *
 * @param report of the run; absent while it is not finished, and then everything belongs to it
 * @param rungs the highest that the ranking of the report has of each candidate, by id; empty where
 *     that is not known
 */
record Reported(Optional<Report> report, Map<String, Integer> rungs) {

  /** What the report in a folder is of. */
  static Reported of(Optional<Report> report, RunFolder folder) throws IOException {
    return new Reported(
        report,
        report.isPresent() && Files.exists(folder.ranking())
            ? RankingCsv.rungs(folder.ranking())
            : Map.of());
  }

  /** The candidates among the trainings of the search's journal. */
  List<Outcome> candidates(List<Outcome> trainings) {
    return Ladders.candidates(
        trainings.stream()
            .filter(
                outcome ->
                    rungs.isEmpty()
                        || Ladders.rung(outcome)
                            <= rungs.getOrDefault(
                                Ladders.candidate(outcome.architecture()).id(), -1))
            .toList());
  }

  /** How many trainings of a candidate on the full data count. */
  int truthSeeds() {
    return report.map(r -> r.validation().truthSeeds()).orElse(Integer.MAX_VALUE);
  }

  /** Those of some outcomes whose candidates are in a history; all while there is no report. */
  List<Outcome> within(List<Outcome> history, List<Outcome> outcomes) {
    return report.isEmpty() ? outcomes : only(ids(history), outcomes);
  }

  /**
   * A run with its sample, and without what was validated beside it. Where its candidates are not
   * those of the report, nothing is known of the sample, and it stays as it is drawn from them.
   */
  RunRecord sampled(RunRecord run) {
    Ranking ranking = run.ranking(); // refuses a score that there is no more, in any run
    if (report.isEmpty()) {
      return run;
    }
    Report of = report.get();
    StratifiedSample sample =
        StratifiedSample.ofRun(
            ranking,
            of.validation().sample(),
            Set.copyOf(of.calibration().candidates()),
            new Seed(of.seed()));
    RunRecord sampled = run.withSampled(ids(sample.random()));
    return of.search().distinct() == run.history().size()
        ? sampled.withValidated(only(ids(sample.all()), run.validated()))
        : sampled;
  }

  private static List<Outcome> only(Set<String> ids, List<Outcome> outcomes) {
    return outcomes.stream().filter(o -> ids.contains(o.architecture().id())).toList();
  }

  private static Set<String> ids(Collection<? extends Outcome> outcomes) {
    return outcomes.stream().map(o -> o.architecture().id()).collect(Collectors.toSet());
  }
}
