package io.proxynas.arbiter.data;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Machine;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.ImageScale;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Split;
import io.proxynas.train.data.source.IteratorImages;
import io.proxynas.train.file.CacheFolder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an accelerated search trains and ranks on. The user's training images are cut in two first;
 * the proxy set is made of one part, the other ranks. The user's test data are not touched.
 *
 * @param recipe what decided it
 * @param train images to train on: the proxy set on the user's scale
 * @param fullTrain the training images that the set was made of
 * @param validation the training images that rank
 * @param flat whether networks take images as rows
 * @param batchSize of the user's iterator
 * @param passes how often one pass of the user's iterator gives each image
 * @param cost what making the set took, also if it was made earlier
 * @param fromCache whether it was made earlier
 * @param hash of the set
 * @param imagesPerClass stored images of each class; 0 where classes differ
 * @param runs where tasks leave what becomes of their candidates
 */
public record ProxyData(
    ProxyRecipe recipe,
    LabelledImages train,
    LabelledImages fullTrain,
    LabelledImages validation,
    boolean flat,
    int batchSize,
    int passes,
    SetCost cost,
    boolean fromCache,
    String hash,
    int imagesPerClass,
    Runs runs) {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyData.class);

  /** The name of the user's data in provenance and reports. */
  public static final String NAME = "arbiter";

  /**
   * Reads, splits and condenses.
   *
   * @param trainData what the user's data source gives for training
   * @throws IllegalArgumentException with one sentence if these are not labelled images, or the
   *     proxy cannot be made of them
   */
  public static ProxyData prepare(ProxyRecipe recipe, Object trainData) {
    return prepare(recipe, trainData, LOG::warn);
  }

  /** As {@link #prepare(ProxyRecipe, Object)}; {@code warnings} hears sentences for the user. */
  static ProxyData prepare(ProxyRecipe recipe, Object trainData, Consumer<String> warnings) {
    IteratorImages user = IteratorImages.read(UserIterator.of(trainData), recipe.imageShape());
    Seed seed = new Seed(recipe.seed());
    Split split = Split.of(user.images(), recipe.validationFraction(), seed.child("split"));
    ImageScale scale = ImageScale.of(split.train());
    DataSet standardized =
        new DataSet(
            NAME,
            scale.standardized(split.train()),
            scale.standardized(split.validation()),
            scale.statistics(),
            false, // whether mirror images keep their class is not known
            split.train().fingerprint(),
            List.of());
    ProxySets sets = sets(recipe, standardized, warnings);
    ProxySets.Proxy set = set(sets, recipe, warnings);
    return new ProxyData(
        recipe,
        set.isFull() ? split.train() : scale.restored(set.images()),
        split.train(),
        split.validation(),
        user.flat(),
        user.batchSize(),
        user.passes(),
        sets.cost(set),
        set.fromCache(),
        set.hash(),
        set.imagesPerClass(),
        new Runs());
  }

  private static ProxySets sets(ProxyRecipe recipe, DataSet data, Consumer<String> warnings) {
    int workers = Runtime.getRuntime().availableProcessors();
    var heldOut = new ProxySets.HeldOut("validation", data.test());
    var real = new ProxySets.Real(data.train(), data.fingerprint(), List.of(heldOut));
    Seed seed = new Seed(recipe.seed()).child("condense");
    return new ProxySets(
        data, real, recipe.preset().condensation(), seed, workers, store(workers, warnings));
  }

  private static ProxySets.Proxy set(
      ProxySets sets, ProxyRecipe recipe, Consumer<String> warnings) {
    try {
      return sets.get(spec(recipe.proxy()), Course.Listener.NONE, warnings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("making the proxy set was interrupted", e);
    }
  }

  /** What a text asks for: a name, or else a path. */
  public static ProxySpec spec(String proxy) {
    return ProxySpec.of(proxy, path -> path);
  }

  private static ProxyStore store(int workers, Consumer<String> warnings) {
    return new ProxyStore(
        CacheFolder.of(System.getenv()).proxies(),
        Machine.current().host(workers, Clock.systemDefaultZone()),
        ProxyStore.Terms.USUAL,
        warnings);
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

  /** The images that rank, always in the same order. */
  public ImageIterator validationIterator() {
    return new ImageIterator(validation, flat, batchSize, Optional.empty());
  }

  /**
   * The user's own test images.
   *
   * @param testData what the user's data source gives for tests
   */
  public ImageIterator testIterator(Object testData) {
    LabelledImages test =
        IteratorImages.read(UserIterator.of(testData), recipe.imageShape()).images();
    return new ImageIterator(test, flat, batchSize, Optional.empty());
  }
}
