package io.proxynas.condense.method;

import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The classes of a synthetic set, shared out among worker threads, each of which has its own copy
 * of the network.
 */
final class ClassMatchers implements AutoCloseable {

  private final Seed networks;
  private final ExecutorService executor;
  private final List<Worker> workers;

  private ClassMatchers(Seed networks, ExecutorService executor, List<Worker> workers) {
    this.networks = networks;
    this.executor = executor;
    this.workers = workers;
  }

  /**
   * Shares out the classes.
   *
   * @param pixels (classes · imagesPerClass, C, H, W), ordered by class; changed by {@link #step}
   */
  static ClassMatchers create(
      DistributionMatching.Settings settings,
      SiameseAugmentation augmentation,
      LabelledImages real,
      float[] pixels,
      int imagesPerClass,
      Seed seed,
      int workers) {
    List<Worker> shared = new ArrayList<>();
    for (int w = 0; w < Math.min(workers, real.classes()); w++) {
      Network network =
          Network.compile(
              settings.embedding().configuration(real.shape(), real.classes(), seed.value()),
              real.shape());
      MatchingBatch batch =
          new MatchingBatch(network, real.shape(), settings.realBatch(), imagesPerClass);
      List<ClassMatcher> classes = new ArrayList<>();
      for (int label = w; label < real.classes(); label += Math.min(workers, real.classes())) {
        classes.add(
            new ClassMatcher(
                settings,
                augmentation,
                real,
                label,
                pixels,
                imagesPerClass,
                seed.child("class").child(label)));
      }
      shared.add(new Worker(network, batch, classes));
    }
    ExecutorService executor =
        Executors.newFixedThreadPool(
            shared.size(),
            task -> {
              Thread thread = new Thread(task, "condense");
              thread.setDaemon(true);
              return thread;
            });
    return new ClassMatchers(seed.child("network"), executor, shared);
  }

  /** Takes one step on every class, by one fresh network. Returns the loss, summed over classes. */
  double step(int iteration) throws InterruptedException {
    List<Callable<Double>> tasks = new ArrayList<>();
    for (Worker worker : workers) {
      tasks.add(() -> worker.step(networks.child(iteration), iteration));
    }
    double loss = 0;
    for (Future<Double> future : executor.invokeAll(tasks)) {
      try {
        loss += future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "a step of the condensation failed: " + e.getCause(), e.getCause());
      }
    }
    return loss;
  }

  /** Waits for the workers before it frees what they use. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    workers.forEach(worker -> worker.network.close());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thread's share. */
  private record Worker(Network network, MatchingBatch batch, List<ClassMatcher> classes) {
    double step(Seed weights, int iteration) {
      network.initialize(weights.generator());
      double loss = 0;
      for (ClassMatcher matcher : classes) {
        loss += matcher.step(iteration, batch);
      }
      return loss;
    }
  }
}
