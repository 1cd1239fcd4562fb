package io.proxynas.eval.validation;

import io.proxynas.nas.candidate.Outcome;
import java.util.List;

/**
 * What training a sample of the ranking on the full data shows.
 *
 * @param pairs the candidates with both scores, in the order of the ranking
 * @param failed those that failed on the full data; no figure rests on them
 * @param confidence of all intervals, in (0, 1)
 * @param figures correlations, rivals and top-k recall of the random sample alone; regret of all
 *     that was validated
 */
public record ValidationResult(
    List<PairedScore> pairs,
    List<Outcome.Failed> failed,
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
}
