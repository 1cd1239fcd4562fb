package io.proxynas.condense.method;

import io.proxynas.condense.Method;
import java.util.OptionalInt;

/**
 * The settings of every method for one budget.
 *
 * @param distributionMatching of {@link Method#DM}
 * @param gradientMatching of {@link Method#DC} and {@link Method#DSA}
 */
public record CondensationSettings(
    DistributionMatching.Settings distributionMatching,
    GradientMatching.Settings gradientMatching) {

  /** The authors' settings. */
  public static final CondensationSettings PAPER =
      new CondensationSettings(
          DistributionMatching.Settings.PAPER, GradientMatching.Settings.PAPER);

  /** For about a minute on two cores. */
  public static final CondensationSettings CPU =
      new CondensationSettings(DistributionMatching.Settings.CPU, GradientMatching.Settings.CPU);

  /** Shows that everything works. */
  public static final CondensationSettings SMOKE =
      new CondensationSettings(
          DistributionMatching.Settings.CPU.withIterations(50),
          GradientMatching.Settings.CPU.withIterations(2));

  /** The same settings with others of distribution matching. */
  public CondensationSettings withDistributionMatching(DistributionMatching.Settings settings) {
    return new CondensationSettings(settings, gradientMatching);
  }

  /** The iterations of a method; none for one that has no iterations. */
  public OptionalInt iterations(Method method) {
    return switch (method) {
      case DM -> OptionalInt.of(distributionMatching.iterations());
      case DC, DSA -> OptionalInt.of(gradientMatching.iterations());
      case RANDOM -> OptionalInt.empty();
    };
  }

  /**
   * The same settings with another number of iterations of one method.
   *
   * @throws IllegalArgumentException if the method has no iterations
   */
  public CondensationSettings withIterations(Method method, int iterations) {
    return switch (method) {
      case DM ->
          new CondensationSettings(
              distributionMatching.withIterations(iterations), gradientMatching);
      case DC, DSA ->
          new CondensationSettings(
              distributionMatching, gradientMatching.withIterations(iterations));
      case RANDOM -> throw new IllegalArgumentException("a set made by random has no iterations");
    };
  }
}
