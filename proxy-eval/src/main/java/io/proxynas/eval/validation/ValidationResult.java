package io.proxynas.eval.validation;

import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.NoiseCeiling;
import io.proxynas.nas.candidate.Outcome;
import java.util.List;

/**
 * What training a sample of the ranking on the full data shows. Correlations, rivals and top-k
 * recall come from the random sample alone; regret from all that was validated.
 *
 * @param pairs the candidates with both scores, in the order of the ranking
 * @param failed those that failed on the full data; no figure rests on them
 * @param sampled candidates of the random sample, with those that failed
 * @param confidence of all intervals, in (0, 1)
 * @param spearman Spearman's ρ of proxy and full accuracy, with its interval by the bootstrap
 * @param fisher the same with its interval by Fisher's transformation
 * @param kendall Kendall's τ-b of the same, with its interval
 * @param topK recall of the proxy's order
 * @param regret the best full accuracy among {@code pairs} less that of the pair that the proxy
 *     ranks first, in [0, 1]; NaN if there is no pair
 * @param truthSeeds trainings of each candidate on the full data, whose mean is its full accuracy
 * @param noiseCeiling what their noise allows any score to reach
 * @param top how well the proxy ranks the best of the random sample
 * @param rivals other scores of the same candidates
 */
public record ValidationResult(
    List<PairedScore> pairs,
    List<Outcome.Failed> failed,
    int sampled,
    double confidence,
    Interval spearman,
    Interval fisher,
    Interval kendall,
    TopK topK,
    double regret,
    int truthSeeds,
    NoiseCeiling noiseCeiling,
    TopCorrelation top,
    List<Rival> rivals) {

  public ValidationResult {
    pairs = List.copyOf(pairs);
    failed = List.copyOf(failed);
    rivals = List.copyOf(rivals);
  }

  /** The pairs of the random sample, in the order of the ranking. */
  public List<PairedScore> randomPairs() {
    return pairs.stream().filter(PairedScore::inRandomSample).toList();
  }

  /** The id of the candidate of the random sample that the proxy ranks first; empty without one. */
  public String choice() {
    return pairs.stream()
        .filter(PairedScore::inRandomSample)
        .findFirst()
        .map(pair -> pair.architecture().id())
        .orElse("");
  }

  /** The number n of pairs that the correlations rest on: the random sample less its failures. */
  public int n() {
    return randomPairs().size();
  }
}
