package io.proxynas.condense.method;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.set.Method;
import io.proxynas.train.augment.SiameseAugmentation;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of every method that belong together; a set depends on those of its own method only.
 *
 * @param distributionMatching of {@link Method#DM}
 * @param multiFormation of {@link Method#DMF}
 * @param characteristic of {@link Method#NCFM}
 * @param improved of {@link Method#IDM}
 * @param gradientMatching of {@link Method#DC} and {@link Method#DSA}
 * @param features by which coresets choose
 * @param augmentation of every method that augments; if absent, all kinds that keep the classes of
 *     the data
 */
@RecordBuilder
public record CondensationSettings(
    DistributionMatching.Settings distributionMatching,
    DistributionMatching.Settings multiFormation,
    CharacteristicFunctionMatching.Settings characteristic,
    DistributionMatching.Settings improved,
    GradientMatching.SettingsBySize gradientMatching,
    FeatureNetwork features,
    Optional<SiameseAugmentation> augmentation)
    implements CondensationSettingsBuilder.With {

  /** The authors' settings. */
  public static final CondensationSettings PAPER =
      new CondensationSettings(
          DistributionMatching.Settings.PAPER,
          MultiFormationMatching.PAPER,
          CharacteristicFunctionMatching.Settings.PAPER,
          ImprovedDistributionMatching.PAPER,
          GradientMatching.SettingsBySize.PAPER,
          FeatureNetwork.PAPER,
          Optional.empty());

  /** For a minute or two on two cores. */
  public static final CondensationSettings CPU =
      new CondensationSettings(
          DistributionMatching.Settings.CPU,
          MultiFormationMatching.CPU,
          CharacteristicFunctionMatching.Settings.CPU,
          ImprovedDistributionMatching.CPU,
          GradientMatching.SettingsBySize.CPU,
          FeatureNetwork.CPU,
          Optional.empty());

  /** Shows that everything works. */
  public static final CondensationSettings SMOKE = smoke();

  private static CondensationSettings smoke() {
    CondensationSettings smoke = CPU;
    for (Method method : Method.values()) {
      if (CPU.matching(method).isPresent()) {
        smoke = smoke.withIterations(method, 50);
      }
    }
    return smoke.withIterations(Method.DSA, 2).withFeatures(CPU.features.withEpochs(1));
  }

  /**
   * The iterations of a method; none for one that has no iterations.
   *
   * @param imagesPerClass of the set that it makes
   */
  public OptionalInt iterations(Method method, int imagesPerClass) {
    return switch (method) {
      case DM, DMF, NCFM, IDM -> OptionalInt.of(matching(method).orElseThrow().iterations());
      case DC, DSA -> OptionalInt.of(gradientMatching.at(imagesPerClass).iterations());
      case RANDOM, HERDING, KCENTER, FORGETTING -> OptionalInt.empty();
    };
  }

  /**
   * The same settings with another number of iterations of one method.
   *
   * @throws IllegalArgumentException if the method has no iterations
   */
  public CondensationSettings withIterations(Method method, int iterations) {
    return switch (method) {
      case DM, DMF, NCFM, IDM ->
          withMatching(method, matching(method).orElseThrow().withIterations(iterations));
      case DC, DSA -> withGradientMatching(gradientMatching.withIterations(iterations));
      case RANDOM, HERDING, KCENTER, FORGETTING ->
          throw new IllegalArgumentException(
              "a set made by %s has no iterations".formatted(method.word()));
    };
  }

  /**
   * The same settings with another learning rate of the pixels in one method, at any size.
   *
   * @param rate above 0
   * @throws IllegalArgumentException if the method has no iterations
   */
  public CondensationSettings withLearningRate(Method method, double rate) {
    LearningRate checked = LearningRate.of(rate);
    return switch (method) {
      case DM, DMF, NCFM, IDM ->
          withMatching(method, matching(method).orElseThrow().withLearningRate(checked));
      case DC, DSA -> withGradientMatching(gradientMatching.withLearningRate(rate));
      case RANDOM, HERDING, KCENTER, FORGETTING ->
          throw new IllegalArgumentException(
              "a set made by %s has no learning rate".formatted(method.word()));
    };
  }

  /** How a method matches distributions; none for one that does not. */
  public Optional<DistributionMatching.Settings> matching(Method method) {
    return switch (method) {
      case DM -> Optional.of(distributionMatching);
      case DMF -> Optional.of(multiFormation);
      case NCFM -> Optional.of(characteristic.matching());
      case IDM -> Optional.of(improved);
      case DC, DSA, RANDOM, HERDING, KCENTER, FORGETTING -> Optional.empty();
    };
  }

  /**
   * The same settings where one method matches distributions in another way.
   *
   * @throws IllegalArgumentException if the method does not match distributions
   */
  public CondensationSettings withMatching(Method method, DistributionMatching.Settings matching) {
    return switch (method) {
      case DM -> withDistributionMatching(matching);
      case DMF -> withMultiFormation(matching);
      case NCFM -> withCharacteristic(characteristic.withMatching(matching));
      case IDM -> withImproved(matching);
      case DC, DSA, RANDOM, HERDING, KCENTER, FORGETTING ->
          throw new IllegalArgumentException(
              "a set made by %s does not match distributions".formatted(method.word()));
    };
  }

  /** The same settings with the augmentation of the user's choice, whatever the data. */
  public CondensationSettings withAugmentation(SiameseAugmentation other) {
    return withAugmentation(Optional.of(other));
  }
}
