package io.proxynas.eval.validation;

import io.proxynas.eval.stat.Interval;

/**
 * How well a score ranks a part of the random sample.
 *
 * @param n candidates in it
 * @param spearman Spearman's ρ with its interval by the bootstrap; undefined for n &lt; 3
 * @param noiseCeiling the correlation there that no score can be expected to exceed; NaN where
 *     fewer than two truth seeds judge
 */
public record PartCorrelation(int n, Interval spearman, double noiseCeiling) {

  /** Of a part that is not known, and of earlier versions. */
  public static final PartCorrelation NONE = new PartCorrelation(0, Interval.UNDEFINED, Double.NaN);
}
