package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.internal.network.ArbiterArchitecture;
import io.proxynas.arbiter.internal.network.Blueprint;
import io.proxynas.arbiter.internal.network.CandidateTraining;
import io.proxynas.arbiter.internal.network.Epochs;
import io.proxynas.arbiter.internal.progress.LogObserver;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.progress.TrainingProgress;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.validation.SizeRival;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a sample of a search's candidates on the full data and compares. Its accuracies are on the
 * half of the validation images that ranked nothing.
 */
final class FullDataValidation {

  private final ArbiterProxy proxy;
  private final ProxyData data;
  private final RunObserver observer = new LogObserver();
  private final List<Outcome> trained = new ArrayList<>();
  private @Nullable BestModel best;

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
    if (proxy.reportFolder.isPresent()) {
      AtomicFile.requireWritable(proxy.reportFolder.get()); // before the trainings
    }
    ImageIterator test = testImages(); // likewise
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
    observer.begins(Phase.BEST);
    observer.announces(
        "validation: %s is the best of these; it is tested, and the report is made"
            .formatted(best.outcome().architecture().id()));
    EvidenceReport evidence = new EvidenceReport(proxy, outcomes, ranking, result, test);
    Report report = evidence.report(best);
    if (proxy.reportFolder.isPresent()) {
      new EvidenceFolder(proxy.reportFolder.get(), data)
          .write(evidence, report, best, sample, trained);
      observer.announces("validation: the report is in " + proxy.reportFolder.get());
    }
    return new ProxyEvidence(report, ranking, result);
  }

  private ImageIterator testImages() {
    try {
      return data.testIterator(proxy.testData.get());
    } catch (RuntimeException e) { // of the user's own code, too
      throw new IllegalArgumentException(
          "a search must have test images like its training images before it is validated, but: "
              + (e.getMessage() == null ? e : e.getMessage()),
          e);
    }
  }

  private ValidationResult validate(Ranking ranking, StratifiedSample sample, Seed seed)
      throws InterruptedException {
    int workers = workers(sample);
    int trainings = sample.all().size();
    observer.begins(Phase.VALIDATE);
    observer.announces(
        String.format(
            Locale.ROOT,
            "validation: trains %,d of the candidates on the full data, %,d images, by %d workers",
            trainings,
            data.fullTrain().size(),
            workers));
    TrainingProgress progress = new TrainingProgress(observer, trainings);
    try (LocalEvaluator evaluator = new LocalEvaluator(this::train, workers)) {
      return new Validation(
              List.of(progress.of(evaluator, trained::add)),
              List.of(SizeRival.PARAMETERS, SizeRival.FLOPS))
          .validate(ranking, sample, seed);
    }
  }

  /**
   * One where candidates stop early, since all share the saver of the best model, and the bounds.
   */
  private static int workers(StratifiedSample sample) {
    return sample.all().stream()
            .anyMatch(candidate -> blueprint(candidate.architecture()).earlyStopping().isPresent())
        ? 1
        : Runtime.getRuntime().availableProcessors();
  }

  private static Blueprint blueprint(Architecture candidate) {
    return ((ArbiterArchitecture) candidate).blueprint();
  }

  private CandidateScores train(Architecture candidate) {
    Blueprint blueprint = blueprint(candidate);
    int before = Epochs.of(blueprint);
    Epochs.set(blueprint, data.recipe().fullEpochs() * data.passes());
    DataSetIterator full = data.fullTrainIterator();
    try (CandidateTraining training =
        new CandidateTraining(blueprint, blueprint.model(), data.recipe().learning(), full, null)) {
      training.fit(full);
      CandidateScores scores = training.score(data.judgingIterator());
      offer(candidate, scores, training);
      return scores;
    } finally {
      Epochs.set(blueprint, before); // another search may go on with them
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  /** The best stays, whoever came first. */
  private synchronized void offer(
      Architecture candidate, CandidateScores scores, CandidateTraining training) {
    Outcome.Trained offered = new Outcome.Trained(candidate, scores, Duration.ZERO);
    if (best == null || Ranking.BEST_FIRST.compare(offered, best.outcome()) < 0) {
      best = new BestModel(offered, training.plain());
    }
  }
}
