package io.proxynas.train;

import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Sgd;
import java.util.random.RandomGenerator;

/**
 * The images of one set, in the way that one {@link Learner} takes them: copied from arrays batch
 * by batch, or held on the device that computes. Freed with the learner.
 */
sealed interface Feed permits ArrayFeed, ResidentFeed {

  /**
   * One step of training.
   *
   * @param order indices of images, of which those from {@code from} on are taken
   * @param count how many images are taken, at least 1
   * @param recipe whose augmentation they get
   * @param random the source of what the augmentation draws
   */
  void train(int[] order, int from, int count, Recipe recipe, RandomGenerator random, Sgd sgd);

  /** The sum of the images' losses of all steps since it was last taken, each before its step. */
  double takeLoss();

  /** Infers all images in their order. */
  void infer(Predictions hears) throws InterruptedException;

  /**
   * Adds the statistics of all images, {@link TrainedNetwork#BATCH} at a time, to an estimate.
   *
   * @throws IllegalStateException if DL4J trains the network
   */
  void measureStatistics(RunningStatistics into) throws InterruptedException;

  /** Hears what a network predicts. */
  @FunctionalInterface
  interface Predictions {

    /**
     * Some images were inferred.
     *
     * @param first of them
     * @param count how many
     * @param probabilities (count, classes), valid until the call returns
     */
    void predicted(int first, int count, float[] probabilities);
  }

  /** Does something with some images of a set. */
  @FunctionalInterface
  interface Part {

    /** With {@code count} images from the one with index {@code first} on. */
    void take(int first, int count);
  }

  /**
   * Goes through the images of a set in their order.
   *
   * @param what is done, for the message
   * @param all images of the set
   * @param most images at a time
   * @throws InterruptedException if the thread is interrupted
   */
  static void inParts(String what, int all, int most, Part part) throws InterruptedException {
    for (int first = 0; first < all; first += most) {
      if (Thread.interrupted()) {
        throw new InterruptedException(what + " was interrupted");
      }
      part.take(first, Math.min(most, all - first));
    }
  }
}
