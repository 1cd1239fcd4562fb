package io.proxynas.train;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fixed piece of work of the engine, by whose worker time machines are compared: four gradients
 * of a ConvNet of three blocks and 32 filters on 64 images of (1, 28, 28). What took T on a machine
 * whose yardstick takes y takes about T · y' / y where it takes y'.
 *
 * <p>As many threads measure at once as work at once elsewhere, since cores that share their units
 * slow one another down. The median of their rounds leaves out those that something disturbed.
 */
public final class Yardstick {

  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);
  private static final int CLASSES = 10;
  private static final int BATCH = 64;
  private static final int STEPS = 4;

  /** Rounds until the JIT compiler is done with the engine's own transforms. */
  private static final int WARM_UP = 5;

  private static final int ROUNDS = 7;

  private Yardstick() {}

  /**
   * Measures this machine, in about a second of each worker.
   *
   * @param workers threads that measure at once, at least 1
   * @return the worker time of the work
   * @throws InterruptedException if the thread is interrupted
   */
  public static Duration measure(int workers) throws InterruptedException {
    Callable<List<Duration>> rounds = Yardstick::rounds;
    try (WorkerPool pool = new WorkerPool("yardstick", workers)) {
      List<Duration> all =
          pool.run(Collections.nCopies(workers, rounds)).stream()
              .flatMap(List::stream)
              .sorted()
              .toList();
      return all.get(all.size() / 2);
    }
  }

  /**
   * Measures when it is first asked, and never again. Empty where the thread is interrupted, which
   * it then stays.
   */
  public static Supplier<Optional<Duration>> once(int workers) {
    return new Once(() -> measure(workers));
  }

  /** The worker time of rounds one after the other, without the first few. */
  private static List<Duration> rounds() {
    RandomGenerator random = new Seed(1).generator();
    float[] images = new float[BATCH * SHAPE.size()];
    int[] labels = new int[BATCH];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < BATCH; i++) {
      labels[i] = i % CLASSES;
    }
    try (Network network =
        Network.compile(ConvNet.ofWidth(32).configuration(SHAPE, CLASSES, 1), SHAPE)) {
      float[] gradient = new float[(int) network.parameters()];
      Supplier<Duration> round = () -> round(network, images, labels, gradient);
      return Stream.generate(round).limit(WARM_UP + ROUNDS).skip(WARM_UP).toList();
    }
  }

  private static Duration round(Network network, float[] images, int[] labels, float[] gradient) {
    long start = ProcessorTime.nanos();
    for (int step = 0; step < STEPS; step++) {
      network.weightGradient(images, labels, BATCH, gradient);
    }
    return Duration.ofNanos(ProcessorTime.nanos() - start);
  }

  /** Keeps the first answer. */
  static final class Once implements Supplier<Optional<Duration>> {

    private final Callable<Duration> measurement;
    private @Nullable Duration known;

    Once(Callable<Duration> measurement) {
      this.measurement = measurement;
    }

    @Override
    public synchronized Optional<Duration> get() {
      if (known == null) {
        try {
          known = measurement.call();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } catch (Exception e) {
          throw new IllegalStateException("the yardstick failed: " + e.getMessage(), e);
        }
      }
      return Optional.ofNullable(known);
    }
  }
}
