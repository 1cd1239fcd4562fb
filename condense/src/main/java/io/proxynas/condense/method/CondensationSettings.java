package io.proxynas.condense.method;

/**
 * Settings of all methods that have any; a set depends on those of its own method only.
 *
 * @param matching of distribution matching
 * @param features by which coresets choose
 */
public record CondensationSettings(
    DistributionMatching.Settings matching, FeatureNetwork features) {

  /** For a minute or two on two cores. */
  public static final CondensationSettings CPU =
      new CondensationSettings(DistributionMatching.Settings.CPU, FeatureNetwork.CPU);

  /** The authors' settings. */
  public static final CondensationSettings PAPER =
      new CondensationSettings(DistributionMatching.Settings.PAPER, FeatureNetwork.PAPER);

  /** The same settings for another number of iterations. */
  public CondensationSettings withIterations(int iterations) {
    return new CondensationSettings(matching.withIterations(iterations), features);
  }
}
