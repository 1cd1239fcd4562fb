package io.proxynas.eval.train;

import io.proxynas.engine.Seed;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.LabelledImages;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What candidates are trained on, how, and from which seed. With the architecture and the images
 * that score, it decides a training's outcome.
 *
 * @param images to train on
 * @param fingerprint of the images: equal ones mean equal images
 * @param recipe of the training
 * @param seed parent of the candidates' seeds
 * @param realStatistics whether the running statistics are estimated anew on real images after the
 *     training, as {@link StatisticsFrom#REAL} says
 * @param judges whether its accuracy is the truth, and not a score by which candidates are ranked
 */
@RecordBuilder
public record Regime(
    LabelledImages images,
    String fingerprint,
    Recipe recipe,
    Seed seed,
    boolean realStatistics,
    boolean judges)
    implements RegimeBuilder.With {

  /** One that ranks, with the running statistics of the training. */
  public Regime(LabelledImages images, String fingerprint, Recipe recipe, Seed seed) {
    this(images, fingerprint, recipe, seed, false, false);
  }

  /** Forward and backward pass take about three forward passes. */
  private static final long PASSES = 3;

  /** The same from other weights and in another order; k = 1, 2, ... */
  Regime again(int k) {
    return withSeed(seed.child(k));
  }

  /** Images that pass through a network in training: epochs times images. */
  long imageSteps() {
    return (long) recipe.epochs() * images.size();
  }

  /** Forward passes of one image that training and then scoring on so many images amount to. */
  long work(int scored) {
    return work(images.size(), recipe.epochs(), scored);
  }

  /** The same of so many images in so many epochs. */
  public static long work(int images, int epochs, int scored) {
    return PASSES * epochs * images + scored;
  }
}
