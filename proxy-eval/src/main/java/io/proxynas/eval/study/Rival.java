package io.proxynas.eval.study;

/**
 * A score that ranks the same candidates without the proxy, for comparison.
 *
 * @param name such as {@code parameters}
 * @param spearman its rank correlation with the full accuracy on the random sample, or NaN
 * @param seconds its cost per candidate; 0 for what is read off the architecture
 */
public record Rival(String name, double spearman, double seconds) {

  /** The name of the rival that ranks by the number of trainable parameters. */
  public static final String PARAMETERS = "parameters";

  /** The name of the rival that ranks by the floating-point operations of a forward pass. */
  public static final String FLOPS = "flops";
}
