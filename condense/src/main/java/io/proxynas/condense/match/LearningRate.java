package io.proxynas.condense.match;

import io.proxynas.train.check.Require;

/**
 * The learning rate of pixels by the number of images per class: an image's share of the gradient
 * of a mean falls as 1 / images.
 *
 * @param few up to {@link #MANY} − 1 images per class, above 0
 * @param many from {@link #MANY} images per class on, above 0
 */
public record LearningRate(double few, double many) {

  /** Where many begin. */
  private static final int MANY = 100;

  public LearningRate {
    Require.that(few > 0, "the learning rate must be above 0, but was %s", few);
    Require.that(many > 0, "the learning rate must be above 0, but was %s", many);
  }

  /** The same for any number of images. */
  public static LearningRate of(double rate) {
    return new LearningRate(rate, rate);
  }

  /** The rate at a number of images per class. */
  public double at(int imagesPerClass) {
    return imagesPerClass < MANY ? few : many;
  }
}
