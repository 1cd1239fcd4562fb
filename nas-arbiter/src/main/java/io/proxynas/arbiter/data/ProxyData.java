package io.proxynas.arbiter.data;

import io.proxynas.arbiter.internal.progress.LogObserver;
import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.train.ScoredImages;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.IteratorImages;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an accelerated search trains and ranks on. The user's training images are cut in two first;
 * the proxy set is made of one part. Half of the other ranks, and half judges the ranking. The
 * user's test data are not touched.
 *
 * @param recipe what decided it
 * @param train images to train on: the proxy set on the user's scale
 * @param fullTrain the training images that the set was made of
 * @param validation the training images that networks are scored on
 * @param scored its halves
 * @param flat whether networks take images as rows
 * @param batchSize of the user's iterator
 * @param passes how often one pass of the user's iterator gives each image
 * @param cost what making the set took, also if it was made earlier
 * @param summary of the set
 * @param trainedOn the user's data, their scale and the names of their classes
 * @param runs where tasks leave what becomes of their candidates
 */
public record ProxyData(
    ProxyRecipe recipe,
    LabelledImages train,
    LabelledImages fullTrain,
    LabelledImages validation,
    ScoredImages scored,
    boolean flat,
    int batchSize,
    int passes,
    SetCost cost,
    Report.ProxySummary summary,
    TrainedOn trainedOn,
    Runs runs) {

  /** The name of the user's data in provenance and reports, if they are not known. */
  public static final String NAME = "arbiter";

  /**
   * Reads, splits and condenses, and tells through SLF4J how that goes.
   *
   * @param trainData what the user's data source gives for training
   * @throws IllegalArgumentException with one sentence if these are not labelled images, or the
   *     proxy cannot be made of them
   */
  public static ProxyData prepare(ProxyRecipe recipe, Object trainData) {
    return prepare(recipe, trainData, new LogObserver());
  }

  /** As {@link #prepare(ProxyRecipe, Object)}; an observer hears of it, and of the search. */
  static ProxyData prepare(ProxyRecipe recipe, Object trainData, RunObserver observer) {
    IteratorImages user = IteratorImages.read(UserIterator.of(trainData), recipe.imageShape());
    ProxyImages images = ProxyImages.of(recipe, user.images(), observer);
    ProxySets.Proxy set = set(images.sets(), recipe, observer);
    return new ProxyData(
        recipe,
        set.isFull() ? images.split().train() : images.scale().restored(set.images()),
        images.split().train(),
        images.split().validation(),
        ScoredImages.halves(images.split().validation(), images.trainedOn().dataset()),
        user.flat(),
        user.batchSize(),
        user.passes(),
        images.sets().cost(set),
        Report.ProxySummary.of(set),
        images.trainedOn(),
        new Runs(observer));
  }

  private static ProxySets.Proxy set(ProxySets sets, ProxyRecipe recipe, RunObserver observer) {
    ProxySpec spec = spec(recipe.proxy());
    boolean there = sets.has(spec);
    if (!there) {
      observer.announces(
          String.format(
              Locale.ROOT,
              "proxy set: %s is made of %,d training images, once, and kept for other searches",
              spec.name(),
              sets.real().train().size()));
    }
    observer.begins(Phase.CONDENSE);
    try {
      ProxySets.Proxy set = sets.get(spec, observer.condensation(), observer::warns);
      if (there && !set.isFull()) {
        observer.announces(
            "proxy set: %s %s"
                .formatted(
                    spec.name(),
                    set.shipped()
                        ? "comes with the program, which knows these images as "
                            + sets.data().name()
                        : "was made earlier"));
      }
      return set;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("making the proxy set was interrupted", e);
    }
  }

  /** What a text asks for: a name, or else a path. */
  public static ProxySpec spec(String proxy) {
    ProxySpec spec = ProxySpec.of(proxy, path -> path);
    ProxySpec.requireTrained("the proxy of an Arbiter search", spec);
    return spec;
  }

  /** The proxy set to train on, in a new order at each pass. */
  public ImageIterator trainIterator() {
    return shuffled(train);
  }

  /** The full training images, in a new order at each pass. */
  public ImageIterator fullTrainIterator() {
    return shuffled(fullTrain);
  }

  private ImageIterator shuffled(LabelledImages images) {
    return new ImageIterator(
        images, flat, batchSize, Optional.of(new Seed(recipe.seed()).child("data order")));
  }

  /** The scoring half of the validation images, always in the same order. */
  public ImageIterator scoringIterator() {
    return new ImageIterator(scored.ranking(), flat, batchSize, Optional.empty());
  }

  /** The judging half, always in the same order. */
  public ImageIterator judgingIterator() {
    return new ImageIterator(scored.judging(), flat, batchSize, Optional.empty());
  }

  /**
   * The user's own test images.
   *
   * @param testData what the user's data source gives for tests
   * @throws IllegalArgumentException with one sentence if these are not labelled images of the
   *     training images' shape and classes
   */
  public ImageIterator testIterator(@Nullable Object testData) {
    Require.that(testData != null, "its test data are null");
    LabelledImages test =
        IteratorImages.read(UserIterator.of(testData), recipe.imageShape()).images();
    Require.that(
        test.shape().equals(fullTrain.shape()),
        "test images must have the shape of the training images, %s, but have %s",
        fullTrain.shape(),
        test.shape());
    Require.that(
        test.classes() == fullTrain.classes(),
        "test images must have the %d classes of the training images, but have %d",
        fullTrain.classes(),
        test.classes());
    return new ImageIterator(test, flat, batchSize, Optional.empty());
  }
}
