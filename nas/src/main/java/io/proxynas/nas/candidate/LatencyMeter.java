package io.proxynas.nas.candidate;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Measures how long the engine takes for one image on one thread of this machine: the median of
 * {@value #RUNS} forward passes after {@value #WARM_UP} that do not count. Each architecture is
 * measured once, and one at a time, whichever thread asks.
 */
public final class LatencyMeter {

  /*
   * A median, since the scheduler's interruptions only make passes longer. Other threads may train
   * meanwhile: to wait for a quiet machine would cost a search its second worker. So figures are
   * those of the machine under this load, and differ from run to run; whoever needs the same ones
   * again takes them from the journal (known).
   */

  /** Passes that fill caches and let clock and memory settle. */
  static final int WARM_UP = 10;

  /** Passes that count; odd, so that the median is one of them. */
  static final int RUNS = 51;

  private final ImageShape shape;
  private final int classes;
  private final Seed seed;
  private final LongSupplier nanoTime;
  private final Map<String, Duration> known;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * A meter that knows some architectures, as when a journal is resumed.
   *
   * @param shape of an image
   * @param classes of the network
   * @param seed of weights and image, on which the time should not depend
   * @param known latencies by architecture id, which are not measured again
   */
  public LatencyMeter(ImageShape shape, int classes, Seed seed, Map<String, Duration> known) {
    this(shape, classes, seed, known, System::nanoTime);
  }

  /** With a clock of the caller's, for tests. */
  LatencyMeter(
      ImageShape shape,
      int classes,
      Seed seed,
      Map<String, Duration> known,
      LongSupplier nanoTime) {
    this.shape = shape;
    this.classes = classes;
    this.seed = seed;
    this.nanoTime = nanoTime;
    this.known = new HashMap<>(known);
  }

  /**
   * The latency of an architecture, measured unless it is known.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer
   * @throws InterruptedException if the thread is interrupted
   */
  public Duration of(Architecture architecture) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      Duration latency = known.get(architecture.id());
      if (latency == null) {
        latency = measure(architecture);
        known.put(architecture.id(), latency);
      }
      return latency;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Measures each candidate after its training. One whose latency the engine cannot measure is a
   * failure, since it could not be compared.
   */
  public CandidateTrainer timing(CandidateTrainer inner) {
    return architecture -> inner.train(architecture).withLatency(of(architecture));
  }

  private Duration measure(Architecture architecture) throws InterruptedException {
    RandomGenerator random = seed.child(architecture.id()).generator();
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextGaussian();
    }
    long[] nanos = new long[RUNS];
    try (Network network =
        Network.compile(architecture.configuration(shape, classes, seed.value()), shape)) {
      network.initialize(random);
      for (int run = 0; run < WARM_UP; run++) {
        pass(network, image);
      }
      for (int run = 0; run < RUNS; run++) {
        nanos[run] = pass(network, image);
      }
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[RUNS / 2]);
  }

  /** The nanoseconds of one forward pass. */
  private long pass(Network network, float[] image) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the measurement was interrupted");
    }
    float[] prediction = new float[classes];
    long start = nanoTime.getAsLong();
    network.infer(image, 1, prediction);
    return nanoTime.getAsLong() - start;
  }
}
