package io.proxynas.eval.validation;

import io.proxynas.eval.stat.Interval;
import io.proxynas.train.check.Require;
import java.util.List;

/**
 * How well a ranking holds on the real images, in figures: a part of {@code report.json}, where the
 * names of the components are those of the fields.
 *
 * @param n pairs that the correlations, rivals and recall rest on: the random sample less its
 *     failures
 * @param sample candidates drawn at random
 * @param spearman Spearman's ρ with its interval by the bootstrap
 * @param fisher the same with its interval by Fisher's transformation
 * @param kendall Kendall's τ-b with its interval
 * @param topK recall within the random sample
 * @param regret full accuracy lost by the proxy's first choice among all validated that did not
 *     teach the ranking
 * @param truthSeeds trainings of each candidate on the full data, whose mean is its full accuracy
 * @param reliability Spearman's ρ of the full accuracies of two truth seeds, its mean over all
 *     pairs of seeds; undefined for one
 * @param noiseCeiling the rank correlation with the full accuracy that no score can be expected to
 *     exceed; NaN for one truth seed
 * @param shortlist what the best of the first few lacks, among the same
 * @param top the proxy's correlation within the best of the random sample, by the truth
 * @param half the proxy's correlation within the better half of the random sample, by the ranking
 * @param choice the id of the candidate of the random sample that the proxy ranks first; empty
 *     where there is none, and in reports of earlier versions
 * @param rivals other scores of the random sample
 */
public record ValidationFigures(
    int n,
    int sample,
    Interval spearman,
    Interval fisher,
    Interval kendall,
    TopK topK,
    double regret,
    int truthSeeds,
    Interval reliability,
    double noiseCeiling,
    Shortlist shortlist,
    PartCorrelation top,
    PartCorrelation half,
    String choice,
    List<Rival> rivals) {

  /** Refuses a sample below 0, and copies the rivals. */
  public ValidationFigures {
    Require.that(sample >= 0, "the sample must be at least 0, but was %d", sample);
    rivals = List.copyOf(rivals);
  }
}
