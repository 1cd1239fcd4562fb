package io.proxynas.eval.validation;

import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * What training a sample of the ranking on the full data shows.
 *
 * @param pairs the candidates with both scores, in the order of the ranking
 * @param failed those that failed on the full data; no figure rests on them
 * @param ranked candidates of the ranking, validated or not
 * @param taught those of them whose full trainings taught the ranking; 0 unless it is calibrated
 * @param trainingTime the workers' time for all trainings on the full data, those that failed
 *     included; without the trainings that taught
 * @param confidence of all intervals, in (0, 1)
 * @param figures correlations, rivals and top-k recall of the random sample alone; regret of all
 *     that were validated and did not teach
 */
public record ValidationResult(
    List<PairedScore> pairs,
    List<Outcome.Failed> failed,
    int ranked,
    int taught,
    Duration trainingTime,
    double confidence,
    ValidationFigures figures) {

  public ValidationResult {
    pairs = List.copyOf(pairs);
    failed = List.copyOf(failed);
  }

  /** The pairs of the random sample, in the order of the ranking. */
  public List<PairedScore> randomPairs() {
    return pairs.stream().filter(PairedScore::inRandomSample).toList();
  }

  /** The pairs that did not teach the ranking, in its order. */
  public List<PairedScore> untaughtPairs() {
    return pairs.stream().filter(pair -> !pair.taught()).toList();
  }
}
