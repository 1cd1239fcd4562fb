package io.proxynas.condense.method;

/**
 * The settings of every method for one budget; a set depends on those of its own method only.
 *
 * @param distributionMatching of {@link io.proxynas.condense.Method#DM}
 * @param features by which coresets choose
 */
public record CondensationSettings(
    DistributionMatching.Settings distributionMatching, FeatureNetwork features) {

  /** The authors' settings. */
  public static final CondensationSettings PAPER =
      new CondensationSettings(DistributionMatching.Settings.PAPER, FeatureNetwork.PAPER);

  /** For a minute or two on two cores. */
  public static final CondensationSettings CPU =
      new CondensationSettings(DistributionMatching.Settings.CPU, FeatureNetwork.CPU);

  /** Shows that everything works. */
  public static final CondensationSettings SMOKE =
      new CondensationSettings(
          DistributionMatching.Settings.CPU.withIterations(50), FeatureNetwork.CPU.withEpochs(1));

  /** The same settings for another number of iterations. */
  public CondensationSettings withIterations(int iterations) {
    return new CondensationSettings(distributionMatching.withIterations(iterations), features);
  }
}
