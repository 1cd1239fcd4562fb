package io.proxynas.eval.search;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.progress.TimeEstimate;
import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.eval.progress.TrainingProgress;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.Versions;
import io.proxynas.eval.train.Regime;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.Rivals;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The second half of a run: proves the ranking of its search on the full data, beside its rivals,
 * keeps the winner and reports.
 *
 * @param data the real images
 * @param plan of the run
 * @param folder where everything goes
 * @param observer hears of it
 * @param regimes of the run
 */
record ValidationStage(
    DataSet data, SearchPlan plan, RunFolder folder, RunObserver observer, Regimes regimes) {

  /**
   * Proves a search's ranking, writes the winner and the networks to be exported, and reports.
   *
   * @param sets where those of the search are from
   * @param rivals to hold against the proxy
   * @param best of the networks that were trained on the full data so far
   * @param workers that train at a time
   * @throws IOException with one sentence for the user if a file cannot be read or written
   * @throws InterruptedException if the thread is interrupted; trainings are in their journals
   */
  RunResult.Evidence of(
      FinishedSearch searched, ProxySets sets, Rivals rivals, BestNetwork best, int workers)
      throws IOException, InterruptedException {
    SearchResult search = searched.search();
    ValidationResult validation = validate(searched, rivals, best, workers);
    observer.begins(Phase.BEST);
    observer.announces(
        String.format(
            Locale.ROOT,
            "saving the best network, testing it on %,d images and timing it",
            data.test().size()));
    Report.Winner winner = networks().winner(search.ranking(), validation, best);
    networks().export(search.ranking());
    observer.announces("writing the report");
    SetCost condensation = searched.ladder().condensation(sets);
    Report report = report(searched, condensation, validation, winner, workers);
    ReportJson.write(report, folder.report());
    return new RunResult.Evidence(report, validation);
  }

  private KeptNetworks networks() {
    return new KeptNetworks(data, plan, folder, observer, regimes);
  }

  private ValidationResult validate(
      FinishedSearch searched, Rivals rivals, BestNetwork best, int workers)
      throws IOException, InterruptedException {
    Ranking ranking = searched.search().ranking();
    TrainingPace pace = searched.pace(workers, regimes.work(regimes.full(1)));
    StratifiedSample sample =
        StratifiedSample.ofRun(
            ranking, plan.validation().candidates(), searched.taughtIds(), plan.seed());
    int seeds = plan.validation().truthSeeds();
    TrainingProgress progress = new TrainingProgress(observer, sample.all().size() * seeds);
    List<CandidateEvaluator> truths = new ArrayList<>();
    TimeEstimate estimate = TimeEstimate.NONE;
    for (int k = 1; k <= seeds; k++) {
      Regime full = regimes.full(k);
      Path journal = folder.validation(k);
      truths.add(
          k == 1
              ? progress.of(
                  rivals.trainings().evaluator(full, journal, networks().keeping(best, ranking)),
                  observer::finished)
              : progress.of(rivals.trainings().evaluator(full, journal), outcome -> {}));
      estimate = estimate.plus(rivals.trainings().estimate(full, journal, sample.all(), pace));
    }
    Seed bootstrap = plan.seed().child("bootstrap");
    if (sample.all().isEmpty()) { // there is nothing to hear of
      return new Validation(truths, rivals.scorers(plan.rivalsBy()))
          .validate(ranking, sample, bootstrap);
    }
    observer.begins(Phase.VALIDATE);
    observer.announces(
        TimeEstimate.sentence(estimate, rivals.estimate(sample.random(), pace), workers));
    return new Validation(truths, TrainingProgress.of(rivals.scorers(plan.rivalsBy()), observer))
        .validate(ranking, sample, bootstrap);
  }

  private Report report(
      FinishedSearch searched,
      SetCost condensation,
      ValidationResult validation,
      Report.Winner best,
      int workers) {
    SearchResult search = searched.search();
    Ladder ladder = searched.ladder();
    double seconds = searched.seconds(workers);
    int trained = search.distinct() - search.failed();
    ProxySets.Proxy proxy = ladder.proxy();
    Verdict verdict = Verdict.of(validation);
    return new Report(
        Report.SCHEMA,
        plan.seed().value(),
        Versions.current(),
        Machine.current(),
        regimes.report(),
        Report.ProxySummary.of(proxy),
        new Report.SearchSummary(
            plan.strategy().word(),
            plan.space().name(),
            plan.space().size(),
            search.requested(),
            search.distinct(),
            search.cacheHits(),
            search.failed(),
            search.rejected(),
            seconds,
            seconds > 0 ? 60 * search.distinct() / seconds : Double.NaN,
            workers,
            search.ranking().trainedByDl4j()),
        plan.halving()
            .map(h -> searched.halving(h, plan.scoring().rankBy()))
            .orElse(Report.HalvingSummary.NONE),
        searched.calibration().map(Calibration::report).orElse(Report.CalibrationSummary.NONE),
        Report.Pareto.of(ParetoFront.of(search.ranking(), plan.objectives())),
        validation.figures(),
        SpeedUp.of(validation, condensation, searched.calibrationTime(), trained),
        Costs.of(
            condensation, searched.workerTime(), validation, proxy.bytes(), regimes.dataBytes()),
        best,
        verdict,
        verdict.text());
  }
}
