package io.proxynas.train;

import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How a network is trained, on a proxy and on real data alike: stochastic gradient descent with
 * momentum and weight decay, the learning rate falling by a schedule, images augmented anew at each
 * step.
 *
 * <p>A recipe may be the {@linkplain #firstEpochs first epochs} of a longer one, whose schedule it
 * then has: what it trains is an unfinished training of the longer one.
 *
 * @param epochs passes over the data, at least 1
 * @param batchSize images a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate at the first step, above 0
 * @param momentum in [0, 1)
 * @param weightDecay added to the gradient as this fraction of the weight, at least 0
 * @param augmentation drawn anew for each image at each step, if any
 * @param schedule by which the learning rate falls
 * @param kindDraw for how many images one kind of the augmentation is drawn
 * @param laterEpochs of the schedule, which come after the end of the training, at least 0
 */
@RecordBuilder
public record Recipe(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay,
    Optional<SiameseAugmentation> augmentation,
    RateSchedule schedule,
    KindDraw kindDraw,
    int laterEpochs)
    implements RecipeBuilder.With {

  /** The most epochs that a user may ask for; the papers' trainings have a thousand. */
  public static final int MOST_EPOCHS = 100_000;

  public Recipe {
    Require.atLeastOne("epochs", epochs);
    Require.atLeastOne("the batch size", batchSize);
    Require.that(learningRate > 0, "the learning rate must be above 0, but was %s", learningRate);
    Require.that(momentum >= 0 && momentum < 1, "momentum must be in [0, 1), but was %s", momentum);
    Require.that(weightDecay >= 0, "weight decay must be at least 0, but was %s", weightDecay);
    Require.that(laterEpochs >= 0, "later epochs must be at least 0, but were %s", laterEpochs);
  }

  /** Of all epochs of the schedule. */
  public Recipe(
      int epochs,
      int batchSize,
      double learningRate,
      double momentum,
      double weightDecay,
      Optional<SiameseAugmentation> augmentation,
      RateSchedule schedule,
      KindDraw kindDraw) {
    this(
        epochs,
        batchSize,
        learningRate,
        momentum,
        weightDecay,
        augmentation,
        schedule,
        kindDraw,
        0);
  }

  /** Along a half cosine, with a kind of augmentation for each image. */
  public Recipe(
      int epochs,
      int batchSize,
      double learningRate,
      double momentum,
      double weightDecay,
      Optional<SiameseAugmentation> augmentation) {
    this(
        epochs,
        batchSize,
        learningRate,
        momentum,
        weightDecay,
        augmentation,
        RateSchedule.COSINE,
        KindDraw.IMAGE);
  }

  /**
   * All components, but for schedule, draws and later epochs where these are the usual ones: stores
   * and journals name trainings by this text, and those of versions without a choice are found
   * again.
   */
  @Override
  public String toString() {
    String first =
        "Recipe[epochs=%s, batchSize=%s, learningRate=%s, momentum=%s, weightDecay=%s, augmentation=%s"
            .formatted(epochs, batchSize, learningRate, momentum, weightDecay, augmentation);
    boolean usual = schedule == RateSchedule.COSINE && kindDraw == KindDraw.IMAGE;
    String choices = usual ? "" : ", schedule=%s, kindDraw=%s".formatted(schedule, kindDraw);
    return first + choices + (laterEpochs == 0 ? "]" : ", laterEpochs=%s]".formatted(laterEpochs));
  }

  /** The epochs over which the learning rate falls. */
  public int scheduledEpochs() {
    return epochs + laterEpochs;
  }

  /**
   * The beginning of this training.
   *
   * @param first epochs, at most all
   */
  public Recipe firstEpochs(int first) {
    Require.that(
        first <= epochs, "the first epochs must be at most all %d, but were %s", epochs, first);
    return withEpochs(first).withLaterEpochs(scheduledEpochs() - first);
  }

  /** Steps of an epoch on so many images. */
  public int steps(int images) {
    return (images + batchSize - 1) / batchSize;
  }

  /**
   * The recipe for other images that takes as many steps as this one; more where epochs do not come
   * out even.
   *
   * @param images that this one trains on, at least 1
   * @param others that the new one trains on, at least 1
   */
  public Recipe withEqualSteps(int images, int others) {
    Require.atLeastOne("images to train on", Math.min(images, others));
    long all = (long) epochs * steps(images);
    return withEpochs(Math.toIntExact((all + steps(others) - 1) / steps(others)));
  }

  /** The same recipe with another augmentation. */
  public Recipe withAugmentation(SiameseAugmentation newAugmentation) {
    return withAugmentation(Optional.of(newAugmentation));
  }
}
