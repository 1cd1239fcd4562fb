package io.proxynas.eval.validation;

import io.proxynas.train.check.Require;

/**
 * How much of the true top the proxy's order finds.
 *
 * @param k places at the top, at least 1
 * @param recall the fraction found within the random sample, in [0, 1], or NaN
 */
public record TopK(int k, double recall) {

  public TopK {
    Require.atLeastOne("k", k);
  }
}
