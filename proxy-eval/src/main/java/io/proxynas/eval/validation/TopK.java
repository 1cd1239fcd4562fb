package io.proxynas.eval.validation;

/**
 * How much of the true top the proxy's order finds.
 *
 * @param k places at the top, at least 1
 * @param recall the fraction found within the random sample, in [0, 1], or NaN
 */
public record TopK(int k, double recall) {

  public TopK {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but was " + k);
    }
  }
}
