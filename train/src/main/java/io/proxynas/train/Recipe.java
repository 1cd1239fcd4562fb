package io.proxynas.train;

import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How a network is trained, on a proxy and on real data alike: stochastic gradient descent with
 * momentum and weight decay, the learning rate falling along a half cosine, images augmented anew
 * at each step.
 *
 * @param epochs passes over the data, at least 1
 * @param batchSize images a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate at the first step, above 0
 * @param momentum in [0, 1)
 * @param weightDecay added to the gradient as this fraction of the weight, at least 0
 * @param augmentation drawn anew for each image at each step, if any
 */
@RecordBuilder
public record Recipe(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay,
    Optional<SiameseAugmentation> augmentation)
    implements RecipeBuilder.With {

  public Recipe {
    Require.atLeastOne("epochs", epochs);
    Require.atLeastOne("the batch size", batchSize);
    Require.that(learningRate > 0, "the learning rate must be above 0, but was %s", learningRate);
    Require.that(momentum >= 0 && momentum < 1, "momentum must be in [0, 1), but was %s", momentum);
    Require.that(weightDecay >= 0, "weight decay must be at least 0, but was %s", weightDecay);
  }

  /** The same recipe with another augmentation. */
  public Recipe withAugmentation(SiameseAugmentation newAugmentation) {
    return withAugmentation(Optional.of(newAugmentation));
  }
}
