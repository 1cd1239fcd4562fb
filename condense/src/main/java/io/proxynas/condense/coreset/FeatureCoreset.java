package io.proxynas.condense.coreset;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Chooses the images of each class by their features. The network embeds one class at a time; the
 * workers choose side by side, each holding the features of one class.
 */
abstract class FeatureCoreset implements Condenser {

  private final Method method;
  private final FeatureNetwork network;
  private final int workers;
  private final Choice choice;

  /** Chooses among the images of one class. */
  @FunctionalInterface
  interface Choice {

    /**
     * Chooses rows.
     *
     * @param count in [1, rows]
     * @return that many rows, no two equal
     */
    int[] of(Features features, int count);
  }

  /**
   * @param network whose embeddings are the features
   * @param workers threads, at least 1; the choice does not depend on them
   * @param choice of images within a class
   */
  FeatureCoreset(Method method, FeatureNetwork network, int workers, Choice choice) {
    Require.atLeastOne("workers", workers);
    this.method = method;
    this.network = network;
    this.workers = workers;
    this.choice = choice;
  }

  @Override
  public final Method method() {
    return method;
  }

  @Override
  public final Map<String, String> configuration() {
    return network.configuration();
  }

  @Override
  public final LabelledImages condense(
      LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException {
    int[][] candidates = Coreset.candidates(real, imagesPerClass);
    FeatureTraining training = new FeatureTraining(network, real, seed.child("network"));
    course.share(training);
    try (Network trained = training.trained()) {
      List<Callable<int[]>> tasks =
          Stream.of(candidates)
              .<Callable<int[]>>map(images -> () -> choose(trained, real, images, imagesPerClass))
              .toList();
      // Closed before the network is, which must not be freed under a task.
      try (WorkerPool pool = new WorkerPool("condense", Math.min(workers, real.classes()))) {
        return Coreset.of(real, pool.run(tasks).stream().flatMapToInt(Arrays::stream).toArray());
      }
    }
  }

  private int[] choose(Network trained, LabelledImages real, int[] images, int count)
      throws InterruptedException {
    Features features;
    synchronized (trained) {
      features =
          new Features(TrainedNetwork.embed(trained, real.select(images)), trained.embeddingSize());
    }
    return Arrays.stream(choice.of(features, count)).map(row -> images[row]).toArray();
  }
}
