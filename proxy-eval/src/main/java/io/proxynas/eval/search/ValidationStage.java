package io.proxynas.eval.search;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
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
import io.proxynas.eval.sketch.NetworkSketch;
import io.proxynas.eval.train.Regime;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.Rivals;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.model.NetworkFolder;
import io.proxynas.model.TrainedOn;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.LatencyMeter;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.train.ClassEvaluation;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    Report.Winner winner = winner(search.ranking(), validation, best);
    export(search.ranking(), regimes.scorer(regimes.full(1)));
    observer.announces("writing the report");
    SetCost condensation = searched.ladder().condensation(sets);
    Report report = report(searched, condensation, validation, winner, workers);
    ReportJson.write(report, folder.report());
    return new RunResult.Evidence(report, validation);
  }

  /** Keeps the best network, and saves those that are to be exported. */
  private Workplace.Witness keeping(BestNetwork best, Ranking ranking) {
    Map<Architecture, NetworkFolder> exports = exports(ranking);
    return new Workplace.Witness() {
      @Override
      public void starts(Architecture architecture) {
        observer.starts(architecture);
      }

      @Override
      public void trained(
          Architecture architecture, CandidateScores scores, TrainedNetwork network) {
        try {
          if (exports.containsKey(architecture)) {
            save(architecture, network, exports.get(architecture));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e.getMessage(), e);
        }
        best.offer(architecture, scores, network);
      }
    };
  }

  private ValidationResult validate(
      FinishedSearch searched, Rivals rivals, BestNetwork best, int workers)
      throws IOException, InterruptedException {
    Ranking ranking = searched.search().ranking();
    TrainingPace pace = searched.pace(workers);
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
                  rivals.trainings().evaluator(full, journal, keeping(best, ranking)),
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

  /**
   * The best on the full data of those validated; the proxy's first choice where none was. Its test
   * accuracy is measured here, once.
   */
  private Report.Winner winner(Ranking ranking, ValidationResult validation, BestNetwork best)
      throws IOException, InterruptedException {
    Architecture architecture =
        validation.pairs().stream()
            .min(
                Comparator.<PairedScore>comparingDouble(pair -> -pair.fullAccuracy())
                    .thenComparing(pair -> pair.trainings().get(0), Ranking.BEST_FIRST))
            .map(PairedScore::architecture)
            .orElseGet(() -> ranking.trained().get(0).architecture());
    RecipeTrainer scorer = regimes.scorer(regimes.full(1));
    TrainedNetwork kept = best.of(architecture);
    try (TrainedNetwork network = kept != null ? kept : scorer.network(architecture)) {
      CandidateScores scores = scorer.score(network);
      save(architecture, network, folder.best());
      ClassEvaluation tested = network.evaluateByClass(data.test());
      return new Report.Winner(
          architecture.id(),
          scores.validationAccuracy(),
          tested.all().accuracy(),
          scores.parameters(),
          scores.flops(),
          latency(architecture, ranking),
          Report.Winner.classes(data.test(), tested),
          NetworkSketch.of(architecture, data.shape(), data.train().classes()));
    }
  }

  /**
   * In seconds: that of the search, or measured now; NaN where the engine does not know a layer.
   */
  private double latency(Architecture architecture, Ranking ranking) throws InterruptedException {
    Map<String, Duration> known = Ladders.latencies(List.copyOf(ranking.trained()));
    try {
      return new LatencyMeter(
                  data.shape(), data.train().classes(), plan.seed().child("latency"), known)
              .of(architecture)
              .toNanos()
          / 1e9;
    } catch (UnsupportedLayerException e) {
      return Double.NaN;
    }
  }

  private void save(Architecture architecture, TrainedNetwork network, NetworkFolder into)
      throws IOException {
    TrainedOn trainedOn = TrainedOn.of(data, regimes.recipe());
    into.save(architecture, plan.space().toString(), network, trainedOn);
  }

  /** Where the networks of the first of the ranking go. */
  private Map<Architecture, NetworkFolder> exports(Ranking ranking) {
    Map<Architecture, NetworkFolder> exports = new LinkedHashMap<>();
    for (Outcome.Trained outcome : ranking.trained().stream().limit(plan.export()).toList()) {
      exports.put(outcome.architecture(), folder.top(exports.size() + 1, outcome.architecture()));
    }
    return exports;
  }

  /** Trains those of the networks to be exported that the validation has not. */
  private void export(Ranking ranking, RecipeTrainer scorer)
      throws IOException, InterruptedException {
    Map<Architecture, NetworkFolder> exports = exports(ranking);
    int done = 0;
    for (var export : exports.entrySet()) {
      if (!export.getValue().isSaved()) {
        train(export.getKey(), export.getValue(), scorer);
      }
      observer.progress(++done, exports.size());
    }
  }

  private void train(Architecture architecture, NetworkFolder into, RecipeTrainer scorer)
      throws IOException, InterruptedException {
    try (TrainedNetwork network = scorer.network(architecture)) {
      save(architecture, network, into);
    } catch (IllegalArgumentException | ArithmeticException e) {
      observer.warns(
          "%s is not exported, since it could not be trained on the full data: %s"
              .formatted(architecture.id(), e.getMessage()));
    }
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
        SpeedUp.of(validation, condensation.here().plus(searched.calibrationTime()), trained),
        Costs.of(
            condensation, searched.workerTime(), validation, proxy.bytes(), regimes.dataBytes()),
        best,
        verdict,
        verdict.text());
  }
}
