package io.proxynas.eval.report;

import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.eval.sketch.LayerSketch;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.validation.Candidates;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.TrainedRival;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.score.FreeScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A made-up run from its ranking to its report. */
record Reports(Ranking ranking, ValidationResult result, Report report) {

  private static final Report.HalvingSummary HALVING =
      new Report.HalvingSummary(
          3,
          53,
          107,
          0.34,
          List.of(
              new Report.HalvingSummary.RungSummary("naswot", 0, 64, 120, 0.84, 40, 0.81),
              new Report.HalvingSummary.RungSummary("dm-ipc10", 5, 100, 40, 11.25, 13, Double.NaN),
              new Report.HalvingSummary.RungSummary("dm-ipc50", 5, 500, 13, 12.5, 0, Double.NaN)));

  /** Rank 2 fails on the full data; full accuracies follow the proxy's with some noise. */
  static Reports made() throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(Candidates.ranking(120).trained());
    outcomes.add(Candidates.failed(300, "no memory"));
    CandidateEvaluator full = Candidates.full(i -> 0.95 - i / 1000.0 + (i * 31 % 17) / 400.0);
    CandidateEvaluator failing =
        (candidates, observer) -> {
          List<Outcome> answers = new ArrayList<>(full.evaluate(candidates));
          answers.replaceAll(
              o ->
                  Candidates.number(o.architecture()) == 2
                      ? Candidates.failed(2, "the loss must be finite, but was NaN in epoch 3")
                      : o);
          return answers;
        };
    return of(
        Ranking.of(outcomes), failing, List.of(Objective.ACCURACY, Objective.PARAMETERS), HALVING);
  }

  /** A run of two trained, timed candidates and one that was only scored. */
  static Reports timed() throws InterruptedException {
    CandidateScores untrained =
        CandidateScores.untrained(FreeScore.NASWOT, 321.5, new NetworkSize(12, 34));
    Outcome scored =
        new Outcome.Trained(
            Candidates.architecture(3),
            untrained.withLatency(Duration.ofNanos(7)),
            Duration.ofMillis(20));
    return of(
        Ranking.of(List.of(scored, timed(1, 0.8, 123_456_789), timed(2, 0.7, 41_234))),
        Candidates.full(i -> 0.5),
        List.of(Objective.ACCURACY, Objective.LATENCY),
        Report.HalvingSummary.NONE);
  }

  private static Outcome timed(int number, double accuracy, int nanos) {
    Outcome.Trained trained = Candidates.trained(number, accuracy, 80_000_000L, 1);
    return new Outcome.Trained(
        trained.architecture(),
        trained.scores().withLatency(Duration.ofNanos(nanos)),
        trained.duration(),
        1);
  }

  /** A run whose search found nothing, so that every statistic is undefined. */
  static Reports empty() throws InterruptedException {
    return of(
        Candidates.ranking(0), Candidates.full(i -> 0), List.of(), Report.HalvingSummary.NONE);
  }

  private static Reports of(
      Ranking ranking,
      CandidateEvaluator full,
      List<Objective> objectives,
      Report.HalvingSummary halving)
      throws InterruptedException {
    Seed seed = new Seed(1);
    CandidateEvaluator second = Candidates.full(i -> 0.95 - i / 1000.0 + (i * 7 % 23) / 400.0);
    ValidationResult result =
        new Validation(List.of(full, second), rivals(), new Bootstrap(2000, 0.95), 3)
            .validate(ranking, StratifiedSample.of(ranking, 12, 3, seed), seed);
    int distinct = ranking.trained().size();
    Verdict verdict = Verdict.of(result);
    Report report =
        new Report(
            Report.SCHEMA,
            1,
            Map.of("proxynas", "0.1.0", "deeplearning4j", "1.0.0-M2.1"),
            new Machine(
                2,
                "AMD EPYC",
                8L << 30,
                "Linux 6 amd64",
                "OpenJDK 17.0.21",
                "cpu: AVX2, oneDNN 3.8.1"),
            new Report.Dataset("fashion-mnist-mini", 8000, 2000, 2000),
            new Report.ProxySummary("dm-ipc50", "dm", 50, 500, 60, true, false, "c0ffee"),
            new Report.SearchSummary(
                "genetic", "convnet", 720, 130, distinct, 9, 1, 5, 120.5, 60.2, 2, 3),
            halving,
            Report.CalibrationSummary.NONE,
            Report.Pareto.of(ParetoFront.of(ranking, objectives)),
            result.figures(),
            SpeedUp.of(result, new SetCost(Duration.ofSeconds(60), 1), Duration.ZERO, distinct),
            Costs.of(
                new SetCost(Duration.ofSeconds(60), 1),
                Duration.ofSeconds(distinct),
                result,
                1_568_000,
                6_272_000),
            winner(),
            verdict,
            verdict.text());
    return new Reports(ranking, result, report);
  }

  private static Report.Winner winner() {
    return new Report.Winner(
        "convnet-d1-w1-relu-instance-average",
        0.95,
        0.94,
        1037,
        1_037_000,
        0.000_412,
        List.of(
            new Report.Winner.ClassAccuracy("shirt", 1200, 0.92),
            new Report.Winner.ClassAccuracy("bag", 800, 0.97),
            new Report.Winner.ClassAccuracy("boot", 0, Double.NaN)),
        List.of(
            layer("convolution1", "convolution 3 × 3, 1 filter", "1 × 28 × 28", 10, "image"),
            layer("activation1", "ReLU", "1 × 28 × 28", 0, "convolution1"),
            layer("output", "output, 3 outputs, softmax", "3", 1027, "activation1")));
  }

  private static LayerSketch layer(
      String name, String what, String output, long parameters, String input) {
    return new LayerSketch(name, what, output, parameters, List.of(input));
  }

  private static List<RivalScorer> rivals() {
    List<RivalScorer> rivals = new ArrayList<>(Validation.SIZES);
    rivals.add(
        0,
        new TrainedRival(
            "random-ipc50",
            Criterion.ACCURACY,
            Candidates.full(i -> 0.8 - (i + i * 31 % 29) / 1000.0)));
    return rivals;
  }
}
