package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.internal.network.ArbiterArchitecture;
import io.proxynas.arbiter.internal.network.Blueprint;
import io.proxynas.arbiter.internal.network.CandidateTraining;
import io.proxynas.arbiter.internal.network.Epochs;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.Versions;
import io.proxynas.eval.sketch.NetworkSketch;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.SizeRival;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a sample of a search's candidates on the full data and compares. */
final class FullDataValidation {

  private final ArbiterProxy proxy;
  private final ProxyData data;
  private @Nullable Best best;

  /** The best on the full data so far. */
  private record Best(Outcome.Trained outcome, Model model) {}

  FullDataValidation(ArbiterProxy proxy) {
    this.proxy = proxy;
    this.data = proxy.data;
  }

  ProxyEvidence run(int candidates) throws IOException, InterruptedException {
    List<Outcome> outcomes = data.runs().outcomes();
    Ranking ranking = Ranking.of(outcomes);
    if (ranking.trained().isEmpty()) {
      throw new IllegalStateException(
          "a search must have a candidate with a score before it is validated, but has none of "
              + outcomes.size());
    }
    Seed seed = new Seed(data.recipe().seed());
    StratifiedSample sample =
        StratifiedSample.of(
            ranking, candidates, StratifiedSample.DEFAULT_TOP, seed.child("sample"));
    ValidationResult result = validate(ranking, sample, seed.child("bootstrap"));
    if (best == null) {
      throw new IllegalStateException(
          "at least 1 candidate must train on the full data, but all failed: "
              + result.failed().get(0).reason());
    }
    return new ProxyEvidence(report(outcomes, ranking, result, best), ranking, result);
  }

  private ValidationResult validate(Ranking ranking, StratifiedSample sample, Seed seed)
      throws InterruptedException {
    int workers = Runtime.getRuntime().availableProcessors();
    try (LocalEvaluator evaluator = new LocalEvaluator(this::train, workers)) {
      return new Validation(List.of(evaluator), List.of(SizeRival.PARAMETERS, SizeRival.FLOPS))
          .validate(ranking, sample, seed);
    }
  }

  private CandidateScores train(Architecture candidate) {
    Blueprint blueprint = ((ArbiterArchitecture) candidate).blueprint();
    Epochs.set(blueprint, data.recipe().fullEpochs() * data.passes());
    DataSetIterator full = data.fullTrainIterator();
    try (CandidateTraining training =
        new CandidateTraining(blueprint, blueprint.model(), data.recipe().learning(), full, null)) {
      training.fit(full);
      CandidateScores scores = training.score(data.validationIterator());
      offer(candidate, scores, training);
      return scores;
    } finally {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  /** The best stays, whoever came first. */
  private synchronized void offer(
      Architecture candidate, CandidateScores scores, CandidateTraining training) {
    Outcome.Trained offered = new Outcome.Trained(candidate, scores, Duration.ZERO);
    if (best == null || Ranking.BEST_FIRST.compare(offered, best.outcome) < 0) {
      best = new Best(offered, training.plain());
    }
  }

  private Report report(
      List<Outcome> outcomes, Ranking ranking, ValidationResult result, Best winner)
      throws IOException {
    ProxySpec spec = ProxyData.spec(data.recipe().proxy());
    ImageIterator test = data.testIterator(proxy.testData.get());
    Verdict verdict = Verdict.of(result);
    return new Report(
        Report.SCHEMA,
        data.recipe().seed(),
        Versions.current(),
        Machine.current(),
        new Report.Dataset(
            ProxyData.NAME,
            data.fullTrain().size(),
            data.validation().size(),
            test.images().size()),
        new Report.ProxySummary(
            spec.name(),
            spec.method(),
            data.imagesPerClass(),
            data.train().size(),
            data.cost().made().toNanos() / 1e9,
            data.fromCache(),
            false,
            data.hash()),
        search(outcomes, ranking),
        Report.HalvingSummary.NONE,
        Report.CalibrationSummary.NONE,
        Report.Pareto.of(ParetoFront.NONE),
        result.figures(),
        SpeedUp.of(result, data.cost().here(), ranking.trained().size()),
        Costs.of(
            data.cost(),
            outcomes.stream().map(Outcome::duration).reduce(Duration.ZERO, Duration::plus),
            result,
            Float.BYTES * values(data.train()),
            values(data.fullTrain())),
        best(winner, test),
        verdict,
        verdict.text());
  }

  private static long values(LabelledImages images) {
    return (long) images.size() * images.shape().size();
  }

  /** Seconds are those of one worker; Arbiter's generator knows of no repeats. */
  private Report.SearchSummary search(List<Outcome> outcomes, Ranking ranking) {
    double seconds = outcomes.stream().mapToDouble(o -> o.duration().toNanos() / 1e9).sum();
    var generator = proxy.configuration.getCandidateGenerator();
    return new Report.SearchSummary(
        generator.getClass().getSimpleName(),
        generator.getParameterSpace().getClass().getSimpleName(),
        0, // a space of continuous parameters has no size
        outcomes.size(),
        outcomes.size(),
        0,
        ranking.failed().size(),
        0,
        seconds,
        60 * outcomes.size() / seconds,
        1,
        ranking.trainedByDl4j());
  }

  private Report.Winner best(Best winner, ImageIterator test) throws IOException {
    ArbiterArchitecture candidate = (ArbiterArchitecture) winner.outcome.architecture();
    CandidateScores scores = winner.outcome.scores();
    if (proxy.reportFolder.isPresent()) {
      Path folder = Files.createDirectories(proxy.reportFolder.get().resolve("best"));
      AtomicFile.write(
          folder.resolve("model.zip"), out -> ModelSerializer.writeModel(winner.model, out, false));
    }
    try (CandidateTraining network =
        new CandidateTraining(
            candidate.blueprint(), winner.model, data.recipe().learning(), test, null)) {
      return new Report.Winner(
          candidate.id(),
          scores.validationAccuracy(),
          network.score(test).validationAccuracy(),
          scores.parameters(),
          scores.flops(),
          Double.NaN,
          List.of(),
          NetworkSketch.of(candidate, test.images().shape(), test.images().classes()));
    }
  }
}
