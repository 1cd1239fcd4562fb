package io.proxynas.condense.coreset;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.train.PredictionObserver;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.Map;
import java.util.Optional;

/**
 * The network whose features tell images apart, as coresets need it: trained on all the real
 * images.
 *
 * @param architecture of it; the values before its last layer are the features
 * @param recipe of its training
 */
public record FeatureNetwork(Architecture architecture, Recipe recipe) {

  /** For a minute or two at 60,000 small images. */
  public static final FeatureNetwork CPU =
      new FeatureNetwork(ConvNet.ofWidth(32), new Recipe(5, 64, 0.01, 0.9, 5e-4, Optional.empty()));

  /** The width of the condensation papers, and their recipe for training on real images. */
  public static final FeatureNetwork PAPER =
      new FeatureNetwork(
          ConvNet.ofWidth(128),
          new Recipe(200, 256, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL)));

  /** The same network for another number of epochs. */
  public FeatureNetwork withEpochs(int epochs) {
    return new FeatureNetwork(architecture, recipe.withEpochs(epochs));
  }

  /** The same network with another augmentation, if it is trained with any. */
  public FeatureNetwork withKinds(SiameseAugmentation augmentation) {
    return recipe.augmentation().isEmpty()
        ? this
        : new FeatureNetwork(architecture, recipe.withAugmentation(augmentation));
  }

  /** Every setting that the features depend on, by name. */
  public Map<String, String> configuration() {
    return Map.of("network", architecture.id(), "recipe", recipe.toString());
  }

  /** Trains it; the caller closes it. */
  TrainedNetwork train(
      LabelledImages real, Seed seed, Progress progress, PredictionObserver observer)
      throws InterruptedException {
    return new Trainer(recipe).train(architecture, real, seed, progress, observer);
  }

  /** Trains it; the caller closes it. */
  public TrainedNetwork train(LabelledImages real, Seed seed, Progress progress)
      throws InterruptedException {
    return new Trainer(recipe).train(architecture, real, seed, progress);
  }
}
