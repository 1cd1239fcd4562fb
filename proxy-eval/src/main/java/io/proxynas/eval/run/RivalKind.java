package io.proxynas.eval.run;

/**
 * The rivals that cost something, by the words of the command line. The number of parameters and
 * the FLOPs cost nothing and are always compared.
 */
public enum RivalKind {
  /** A random real set of the proxy's size, trained on by the same recipe. */
  RANDOM("random", "training on as many random real images"),
  /** The full data for as many updates as on the proxy. */
  EARLY_STOPPING("early-stopping", "training on all real images for as many updates");

  private final String word;
  private final String description;

  RivalKind(String word, String description) {
    this.word = word;
    this.description = description;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /** What it does, as a phrase for the help. */
  public String description() {
    return description;
  }
}
