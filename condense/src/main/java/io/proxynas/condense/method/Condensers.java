package io.proxynas.condense.method;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.condense.coreset.Forgetting;
import io.proxynas.condense.coreset.Herding;
import io.proxynas.condense.coreset.KCenterGreedy;
import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
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
    SiameseAugmentation augmentation = settings.augmentation().orElseGet(() -> augmentation(data));
    return switch (method) {
      case DM -> new DistributionMatching(settings.distributionMatching(), augmentation, workers);
      case DMF -> new MultiFormationMatching(settings.multiFormation(), augmentation, workers);
      case NCFM ->
          new CharacteristicFunctionMatching(settings.characteristic(), augmentation, workers);
      case IDM -> new ImprovedDistributionMatching(settings.improved(), augmentation, workers);
      case DC ->
          new GradientMatching(
              settings.gradientMatching().at(imagesPerClass), Optional.empty(), workers);
      case DSA ->
          new GradientMatching(
              settings.gradientMatching().at(imagesPerClass), Optional.of(augmentation), workers);
      case RANDOM -> new RandomSelection();
      case HERDING -> new Herding(features(settings, augmentation), workers);
      case KCENTER -> new KCenterGreedy(features(settings, augmentation), workers);
      case FORGETTING -> new Forgetting(features(settings, augmentation));
    };
  }

  private static FeatureNetwork features(
      CondensationSettings settings, SiameseAugmentation augmentation) {
    return settings.features().withKinds(augmentation);
  }

  /** The augmentation that keeps the classes of a data set: no mirror images of digits. */
  public static SiameseAugmentation augmentation(DataSet data) {
    return data.mirrorable() ? SiameseAugmentation.ALL : SiameseAugmentation.WITHOUT_FLIP;
  }
}
