package io.proxynas.benchmarks;

import io.proxynas.benchmarks.work.RandomImages;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Candidates a second at 1 and at 2 workers, one OpenMP thread each ({@code OMP_NUM_THREADS=1}), in
 * turn: A B A B. Candidates are ConvNets of three blocks on 28x28x1 images, 500 of them in batches
 * of 50 for one epoch, then inference on as many; prints each pair and the median ratio.
 *
 * <p>Argument: pairs (5 if none).
 */
public final class WorkerThroughput {

  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);
  private static final int BATCH = 50;
  private static final int BATCHES = 10;
  private static final int ROUNDS = 2;
  private static final Sgd SGD = new Sgd(0.01, 0.9, 5e-4);
  private static final List<Architecture> NETWORKS =
      Stream.of(16, 32, 64)
          .flatMap(
              width ->
                  Stream.of(ConvNet.Normalization.BATCH, ConvNet.Normalization.INSTANCE)
                      .map(
                          norm ->
                              (Architecture)
                                  new ConvNet(
                                      3,
                                      width,
                                      ConvNet.Activation.RELU,
                                      norm,
                                      ConvNet.Pooling.AVERAGE)))
          .toList();

  private final float[] images = RandomImages.pixels(SHAPE, BATCH);
  private final int[] labels = RandomImages.labels(BATCH);

  private WorkerThroughput() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    WorkerThroughput benchmark = new WorkerThroughput();
    benchmark.candidatesPerSecond(2); // warms up
    List<Double> ratios = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      double one = benchmark.candidatesPerSecond(1);
      double two = benchmark.candidatesPerSecond(2);
      ratios.add(two / one);
      System.out.printf(
          Locale.ROOT,
          "pair %d: 1 worker %.2f/s, 2 workers %.2f/s, ratio %.2f%n",
          pair,
          one,
          two,
          two / one);
    }
    System.out.printf(Locale.ROOT, "median ratio %.2f%n", median(ratios));
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private double candidatesPerSecond(int workers) throws Exception {
    // Equal work for each worker, so that none waits for the other's last candidate.
    List<Architecture> work = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      NETWORKS.forEach(
          network -> {
            work.add(network);
            work.add(network);
          });
    }
    try (WorkerPool pool = new WorkerPool("throughput", workers)) {
      long start = System.nanoTime();
      pool.run(work.stream().map(network -> Executors.callable(() -> train(network))).toList());
      return work.size() / ((System.nanoTime() - start) / 1e9);
    }
  }

  private void train(Architecture architecture) {
    try (Network network =
        Network.compile(architecture.configuration(SHAPE, RandomImages.CLASSES, 1), SHAPE)) {
      network.initialize(new Seed(1).generator());
      float[] predictions = new float[BATCH * RandomImages.CLASSES];
      for (int batch = 0; batch < BATCHES; batch++) {
        network.train(images, labels, 0, BATCH, SGD);
      }
      for (int batch = 0; batch < BATCHES; batch++) {
        network.infer(images, BATCH, predictions);
      }
    }
  }
}
