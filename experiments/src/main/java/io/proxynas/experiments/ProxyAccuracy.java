package io.proxynas.experiments;

import io.proxynas.engine.Demand;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.train.EpochCount;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * What a small training set is worth: the accuracy on real test images of networks trained on it
 * alone (Zhao and Bilen, arXiv 2110.04181, section 4.1, with fewer and shorter trainings). Sets are
 * measured side by side: network i starts from the same weights, and sees its images in the same
 * order and under the same augmentations, on each set. All get as many updates as on the largest
 * set, so that mosaics of four images are beside plain images at equal work.
 *
 * @param architecture of every network
 * @param recipe of every training; its epochs are those on the largest set
 * @param networks trained on each set, in [1, {@value #MOST_NETWORKS}]
 * @param workers networks trained at a time, at least 1; the result does not depend on it
 * @param seed parent of the networks' seeds
 */
public record ProxyAccuracy(
    Architecture architecture, Recipe recipe, int networks, int workers, Seed seed) {

  /** The recipe for sets of up to some hundred images: {@link EvaluationProtocol#DEFAULT}. */
  public static final Recipe RECIPE =
      new Recipe(300, 25, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));

  /** The most networks that are trained on a set. */
  private static final int MOST_NETWORKS = 1024;

  public ProxyAccuracy {
    Require.atLeastOne("networks", networks);
    Require.atMost("networks", MOST_NETWORKS, networks);
    Require.atLeastOne("workers", workers);
  }

  /** The same measurement with another augmentation. */
  public ProxyAccuracy withAugmentation(SiameseAugmentation augmentation) {
    return new ProxyAccuracy(
        architecture, recipe.withAugmentation(augmentation), networks, workers, seed);
  }

  /**
   * Refuses images for which the engine cannot build the network, or with which networks do not fit
   * the memory, before a set is made of them.
   *
   * @param images of the set
   * @param test real images to score on
   * @throws IllegalArgumentException with one sentence that names the network
   */
  public void requireFits(int images, LabelledImages test) {
    requireFits(images, test, MemoryCheck.ofThisMachine(Math.min(workers, networks)).limit());
  }

  void requireFits(int images, LabelledImages test, MemoryLimit limit) {
    limit.require(architecture, cost(images, test));
  }

  private Demand cost(int images, LabelledImages test) {
    Workload workload = Workload.of(images, recipe.batchSize(), test.size(), TrainedNetwork.BATCH);
    try {
      ComputationGraphConfiguration configuration =
          architecture.configuration(test.shape(), test.classes(), seed.value());
      return Demand.of(configuration, test.shape(), workload);
    } catch (RuntimeException e) { // DL4J's own are of several types
      throw new IllegalArgumentException(
          "a network to evaluate must be one for images of %s, but %s cannot be built for them: %s"
              .formatted(test.shape(), architecture.id(), e.getMessage()),
          e);
    }
  }

  /** The seed of the network with an index, the same for each set. */
  public Seed seed(int network) {
    return seed.child("evaluate").child(network);
  }

  /**
   * Epochs on each of several sets, so that networks get as many updates as on the largest; more
   * where they do not come out even.
   */
  public List<Integer> epochs(List<LabelledImages> sets) {
    int largest = sets.stream().mapToInt(LabelledImages::size).max().orElse(1);
    return sets.stream().map(set -> recipe.withEqualSteps(largest, set.size()).epochs()).toList();
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
    return measure(sets, test, Optional.empty(), progress);
  }

  /**
   * As {@link #measure(List, LabelledImages, Progress)}.
   *
   * @param statistics real training images, on which networks that normalise over batches estimate
   *     their running statistics anew after the training; empty for those of the training
   */
  public List<Accuracies> measure(
      List<LabelledImages> sets,
      LabelledImages test,
      Optional<LabelledImages> statistics,
      Progress progress)
      throws InterruptedException {
    List<Integer> epochs = epochs(sets);
    long all = epochs.stream().mapToLong(Integer::longValue).sum();
    EpochCount count = new EpochCount(progress, networks * all);
    List<Callable<Double>> trainings = new ArrayList<>();
    for (int network = 0; network < networks; network++) {
      Seed itsSeed = seed(network);
      for (int i = 0; i < sets.size(); i++) {
        LabelledImages set = sets.get(i);
        Trainer trainer = new Trainer(recipe.withEpochs(epochs.get(i)));
        trainings.add(() -> train(trainer, set, test, statistics, itsSeed, count));
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

  private double train(
      Trainer trainer,
      LabelledImages set,
      LabelledImages test,
      Optional<LabelledImages> statistics,
      Seed itsSeed,
      EpochCount epochs)
      throws InterruptedException {
    try (TrainedNetwork network =
        trainer.train(architecture, set, itsSeed, (done, total) -> epochs.add(1))) {
      if (statistics.isPresent()) {
        network.estimateStatistics(statistics.get());
      }
      return network.evaluate(test).accuracy();
    }
  }
}
