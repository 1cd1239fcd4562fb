package io.proxynas.arbiter.data;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.report.Machine;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.ImageScale;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Split;
import io.proxynas.train.data.ValidationSplit;
import io.proxynas.train.file.CacheFolder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A user's training images, cut in two, with the proxy sets that can be made or found of them. Of
 * images that the program knows, cut as {@code nas-search} cuts them, they are the sets of {@code
 * nas-search}.
 *
 * @param split on the user's scale
 * @param scale between the user's scale and that of the sets
 * @param sets of the first part of the split
 * @param trainedOn what is known of the images
 */
record ProxyImages(Split split, ImageScale scale, ProxySets sets, TrainedOn trainedOn) {

  static ProxyImages of(ProxyRecipe recipe, LabelledImages user, RunObserver observer) {
    Optional<KnownImages> known = KnownImages.of(user);
    if (known.isEmpty()) {
      return unknown(recipe, user, UserScale.of(user).trainedOn(ProxyData.NAME, user), observer);
    }
    KnownImages images = known.get();
    Seed seed = new Seed(recipe.seed());
    Split usual = ValidationSplit.of(images.data(), seed);
    Split split = split(recipe, images.images());
    if (split.validation().size() != usual.validation().size()) {
      return unknown(recipe, images.images(), images.trainedOn(), observer);
    }
    int workers = workers();
    ProxySets sets =
        ProxySets.of(
            images.data(), recipe.preset().condensation(), seed, workers, store(workers, observer));
    return new ProxyImages(split, images.standardization(), sets, images.trainedOn());
  }

  private static ProxyImages unknown(
      ProxyRecipe recipe, LabelledImages images, TrainedOn trainedOn, RunObserver observer) {
    Split split = split(recipe, images);
    ImageScale scale = ImageScale.of(split.train());
    DataSet standardized =
        new DataSet(
            trainedOn.dataset(),
            scale.standardized(split.train()),
            scale.standardized(split.validation()),
            scale.statistics(),
            false, // whether mirror images keep their class is not known
            split.train().fingerprint(),
            List.of());
    var heldOut = new ProxySets.HeldOut("validation", standardized.test());
    var real =
        new ProxySets.Real(standardized.train(), standardized.fingerprint(), List.of(heldOut));
    int workers = workers();
    ProxySets sets =
        new ProxySets(
            standardized,
            real,
            recipe.preset().condensation(),
            new Seed(recipe.seed()).child("condense"),
            workers,
            store(workers, observer));
    return new ProxyImages(split, scale, sets, trainedOn);
  }

  private static Split split(ProxyRecipe recipe, LabelledImages images) {
    return Split.of(images, recipe.validationFraction(), new Seed(recipe.seed()).child("split"));
  }

  private static int workers() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static ProxyStore store(int workers, RunObserver observer) {
    return new ProxyStore(
        CacheFolder.of(System.getenv()).proxies(),
        Machine.current().host(workers, Clock.systemDefaultZone()),
        ProxyStore.Terms.USUAL,
        observer::warns);
  }
}
