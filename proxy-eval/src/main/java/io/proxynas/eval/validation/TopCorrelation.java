package io.proxynas.eval.validation;

import io.proxynas.eval.stat.Interval;

/**
 * How well a score ranks the best twentieth of the random sample: those that the first truth seed
 * finds best, by the mean of the other truth seeds.
 *
 * @param n candidates in it; 0 for one truth seed
 * @param spearman Spearman's ρ with its interval by the bootstrap; undefined for n &lt; 3
 * @param noiseCeiling the correlation there that no score can be expected to exceed; NaN for fewer
 *     than three truth seeds
 */
public record TopCorrelation(int n, Interval spearman, double noiseCeiling) {

  /** Of one truth seed, and of earlier versions. */
  public static final TopCorrelation NONE = new TopCorrelation(0, Interval.UNDEFINED, Double.NaN);
}
