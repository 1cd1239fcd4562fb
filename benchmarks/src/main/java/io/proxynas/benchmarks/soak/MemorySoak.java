package io.proxynas.benchmarks.soak;

import io.proxynas.benchmarks.soak.MixedNetworks.Candidate;
import io.proxynas.benchmarks.work.RandomImages;
import io.proxynas.engine.Demand;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.Workload;
import io.proxynas.train.WorkerPool;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains candidates of mixed shapes in one JVM and prints the resident size after every hundred,
 * then how far the sizes after the first hundred are from their mean. Each candidate is compiled,
 * trained for two steps, and infers once; every tenth leaves as a DL4J network.
 *
 * <p>Arguments: candidates (1,000 if none, at least 200), workers (2 if none).
 */
public final class MemorySoak {

  private static final int STRIDE = 100;
  private static final int STEPS = 2;
  private static final int INFERRED = 50;
  private static final int EXPORTED = 10;
  private static final Sgd SGD = new Sgd(0.01, 0.9, 5e-4);

  private final MixedNetworks networks = new MixedNetworks(new Seed(1));
  private final int candidates;
  private final int workers;

  private MemorySoak(int candidates, int workers) {
    this.candidates = candidates;
    this.workers = workers;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    int candidates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    new MemorySoak(candidates, workers).run();
  }

  private void run() throws Exception {
    printEstimate();
    double[] sizes = new double[candidates / STRIDE];
    try (WorkerPool pool = new WorkerPool("soak", workers)) {
      for (int i = 0; i < sizes.length; i++) {
        int first = i * STRIDE;
        pool.run(
            IntStream.range(first, first + STRIDE)
                .mapToObj(number -> Executors.callable(() -> train(number)))
                .toList());
        sizes[i] = ProcessStatus.now().residentMebibytes();
        System.out.printf(
            Locale.ROOT, "after %,6d candidates: %,.0f MiB%n", first + STRIDE, sizes[i]);
      }
    }
    Spread later = Spread.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    System.out.printf(
        Locale.ROOT,
        "after the first hundred: mean %,.0f MiB, the furthest is %.1f %% away%n",
        later.mean(),
        100 * later.furthest());
  }

  /** What the largest candidates need together by {@link Demand}, Java's heap beside. */
  private void printEstimate() throws IOException {
    double bytes =
        IntStream.range(0, candidates)
            .mapToObj(networks::get)
            .mapToLong(
                c ->
                    Demand.of(
                            c.configuration(),
                            c.shape(),
                            new Workload(List.of(c.batch()), List.of(INFERRED)))
                        .nativeBytes())
            .boxed()
            .sorted(Comparator.reverseOrder())
            .limit(workers)
            .mapToDouble(Long::doubleValue)
            .sum();
    System.out.printf(
        Locale.ROOT,
        "the largest candidates of %d workers are estimated at %,.0f MiB%n",
        workers,
        bytes / (1 << 20));
    System.out.printf(
        Locale.ROOT, "at the start: %,.0f MiB%n", ProcessStatus.now().residentMebibytes());
  }

  private void train(int number) {
    Candidate candidate = networks.get(number);
    RandomGenerator random = new Seed(number).generator();
    float[] images = RandomImages.pixels(candidate.shape(), Math.max(candidate.batch(), INFERRED));
    int[] labels = RandomImages.labels(candidate.batch());
    try (Network network = Network.compile(candidate.configuration(), candidate.shape())) {
      network.initialize(random);
      for (int step = 0; step < STEPS; step++) {
        network.train(images, labels, 0, candidate.batch(), SGD);
      }
      network.infer(images, INFERRED, new float[INFERRED * RandomImages.CLASSES]);
      if (number % EXPORTED == 0) {
        network.toDl4j();
      }
    }
  }
}
