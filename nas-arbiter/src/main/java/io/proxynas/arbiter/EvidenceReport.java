package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.Versions;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.data.LabelledImages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/**
 * The figures of a validated search.
 *
 * @param proxy of the search
 * @param outcomes of its candidates on the proxy set, in the order in which they came
 * @param ranking of them
 * @param result of the validation
 * @param test the user's test images
 */
record EvidenceReport(
    ArbiterProxy proxy,
    List<Outcome> outcomes,
    Ranking ranking,
    ValidationResult result,
    ImageIterator test) {

  Report report(BestModel best) throws InterruptedException {
    ProxyData data = proxy.data;
    Verdict verdict = Verdict.of(result);
    return new Report(
        Report.SCHEMA,
        data.recipe().seed(),
        Versions.current(),
        Machine.current(),
        new Report.Dataset(
            data.trainedOn().dataset(),
            data.fullTrain().size(),
            data.validation().size(),
            test.images().size()),
        data.summary(),
        search(),
        Report.HalvingSummary.NONE,
        Report.CalibrationSummary.NONE,
        Report.Pareto.of(ParetoFront.NONE),
        result.figures(),
        SpeedUp.of(result, data.cost(), Duration.ZERO, ranking.trained().size()),
        Costs.of(
            data.cost(),
            Outcome.workerTime(outcomes),
            result,
            Float.BYTES * values(data.train()),
            values(data.fullTrain())),
        best.report(data, test),
        verdict,
        verdict.text());
  }

  private static long values(LabelledImages images) {
    return (long) images.size() * images.shape().size();
  }

  private CandidateGenerator generator() {
    return proxy.configuration.getCandidateGenerator();
  }

  /** The kind of Arbiter's space. */
  String space() {
    return generator().getParameterSpace().getClass().getSimpleName();
  }

  /** Seconds are those of one worker; Arbiter's generator knows of no repeats. */
  private Report.SearchSummary search() {
    Duration time = Outcome.workerTime(outcomes);
    double seconds = time.toNanos() / 1e9;
    return new Report.SearchSummary(
        generator().getClass().getSimpleName(),
        space(),
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

  /** What decided the outcomes, by names that a reader knows. */
  Map<String, Object> settings() {
    var recipe = proxy.data.recipe();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("proxy", recipe.proxy());
    settings.put("preset", recipe.preset().word());
    settings.put("seed", recipe.seed());
    settings.put("validationFraction", recipe.validationFraction());
    settings.put("trainedBy", recipe.learning().name().toLowerCase(Locale.ROOT));
    settings.put("epochsOnFullData", recipe.fullEpochs());
    settings.put("generator", generator().getClass().getSimpleName());
    settings.put("space", space());
    settings.put("scoreFunction", String.valueOf(proxy.configuration.getScoreFunction()));
    return settings;
  }
}
