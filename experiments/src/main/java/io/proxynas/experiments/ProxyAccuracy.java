package io.proxynas.experiments;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.EpochCount;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What a small training set is worth: the accuracy on real test images of networks trained on it
 * alone (Zhao and Bilen, arXiv 2110.04181, section 4.1, with fewer and shorter trainings). Sets are
 * measured side by side: network i starts from the same weights, and sees its images in the same
 * order and under the same augmentations, on each set.
 *
 * @param architecture of every network
 * @param recipe of every training
 * @param networks trained on each set, at least 1
 * @param workers networks trained at a time, at least 1; the result does not depend on it
 * @param seed parent of the networks' seeds
 */
public record ProxyAccuracy(
    Architecture architecture, Recipe recipe, int networks, int workers, Seed seed) {

  /** The recipe for sets of up to some hundred images; the command line's default. */
  public static final Recipe RECIPE =
      new Recipe(300, 25, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));

  public ProxyAccuracy {
    if (networks < 1) {
      throw new IllegalArgumentException("networks must be at least 1, but was " + networks);
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, but was " + workers);
    }
  }

  /** The same measurement with another augmentation. */
  public ProxyAccuracy withAugmentation(SiameseAugmentation augmentation) {
    return new ProxyAccuracy(
        architecture, recipe.withAugmentation(augmentation), networks, workers, seed);
  }

  /** The seed of the network with an index, the same for each set. */
  public Seed seed(int network) {
    return seed.child("evaluate").child(network);
  }

  /**
   * Trains networks on each set.
   *
   * @param sets training sets of one shape
   * @param test real images that no set was made from
   * @param progress hears of epochs, one call at a time, from the worker threads
   * @return the accuracies on {@code test}, one element for each set
   * @throws ArithmeticException if a training diverges
   * @throws InterruptedException if the thread is interrupted; no network is in training then
   */
  public List<Accuracies> measure(List<LabelledImages> sets, LabelledImages test, Progress progress)
      throws InterruptedException {
    EpochCount epochs = new EpochCount(progress, (long) sets.size() * networks * recipe.epochs());
    List<Callable<Double>> trainings = new ArrayList<>();
    for (int network = 0; network < networks; network++) {
      for (LabelledImages set : sets) {
        Seed itsSeed = seed(network);
        trainings.add(() -> train(set, test, itsSeed, epochs));
      }
    }
    List<Double> accuracies;
    try (WorkerPool pool = new WorkerPool("evaluate", workers)) {
      accuracies = pool.run(trainings);
    }
    List<Accuracies> results = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      List<Double> its = new ArrayList<>();
      for (int network = 0; network < networks; network++) {
        its.add(accuracies.get(network * sets.size() + set));
      }
      results.add(new Accuracies(its));
    }
    return results;
  }

  private double train(LabelledImages set, LabelledImages test, Seed itsSeed, EpochCount epochs)
      throws InterruptedException {
    Trainer trainer = new Trainer(recipe);
    try (TrainedNetwork network =
        trainer.train(architecture, set, itsSeed, (done, total) -> epochs.add(1))) {
      return network.evaluate(test).accuracy();
    }
  }
}
