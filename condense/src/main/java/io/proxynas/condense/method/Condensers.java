package io.proxynas.condense.method;

import io.proxynas.condense.Condenser;
import io.proxynas.condense.Method;
import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.DataSet;
import java.util.Optional;

/** Gives each method its condenser. */
public final class Condensers {

  private Condensers() {}

  /**
   * The condenser of a method for a data set.
   *
   * @param settings of every method
   * @param imagesPerClass of the sets that it will make, which some settings depend on
   * @param workers threads, at least 1
   */
  public static Condenser of(
      Method method, CondensationSettings settings, DataSet data, int imagesPerClass, int workers) {
    return switch (method) {
      case DM ->
          new DistributionMatching(settings.distributionMatching(), augmentation(data), workers);
      case DMF ->
          new MultiFormationMatching(settings.multiFormation(), augmentation(data), workers);
      case NCFM ->
          new CharacteristicFunctionMatching(
              settings.characteristic(), augmentation(data), workers);
      case IDM ->
          new ImprovedDistributionMatching(settings.improved(), augmentation(data), workers);
      case DC ->
          new GradientMatching(
              settings.gradientMatching().at(imagesPerClass), Optional.empty(), workers);
      case DSA ->
          new GradientMatching(
              settings.gradientMatching().at(imagesPerClass),
              Optional.of(augmentation(data)),
              workers);
      case RANDOM -> new RandomSelection();
      case HERDING -> new Herding(features(settings, data), workers);
      case K_CENTER -> new KCenterGreedy(features(settings, data), workers);
      case FORGETTING -> new Forgetting(features(settings, data));
    };
  }

  private static FeatureNetwork features(CondensationSettings settings, DataSet data) {
    return settings.features().withKinds(augmentation(data));
  }

  /** The augmentation that keeps the classes of a data set: no mirror images of digits. */
  public static SiameseAugmentation augmentation(DataSet data) {
    return data.mirrorable() ? SiameseAugmentation.ALL : SiameseAugmentation.WITHOUT_FLIP;
  }
}
