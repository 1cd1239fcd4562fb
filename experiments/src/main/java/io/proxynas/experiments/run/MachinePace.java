package io.proxynas.experiments.run;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.experiments.run.Effort.Passes;
import io.proxynas.train.Recipe;
import io.proxynas.train.Trainer;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How fast this machine trains a network, by a short training of it on noise, on all workers at a
 * time. Estimates come from it, results never.
 */
public final class MachinePace {

  private static final int IMAGES = 50;
  private static final int BATCH = 25;
  private static final long LONG_ENOUGH = Duration.ofMillis(300).toNanos();
  private static final int MOST_EPOCHS = 1000;

  private final int workers;
  private final LongSupplier nanoTime;
  private final Map<List<Object>, Double> rates = new HashMap<>();

  /**
   * For so many workers.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public MachinePace(int workers, LongSupplier nanoTime) {
    this.workers = workers;
    this.nanoTime = nanoTime;
  }

  /** The seconds by the clock that an effort takes, about. */
  public double seconds(Effort effort) throws InterruptedException {
    double seconds = effort.seconds();
    for (Passes passes : effort.passes()) {
      int rounds = (passes.tasks() + workers - 1) / workers;
      seconds += passes.flops() / passes.tasks() * rounds / flopsPerSecond(passes);
    }
    return seconds;
  }

  private double flopsPerSecond(Passes passes) throws InterruptedException {
    List<Object> key = List.of(passes.architecture().id(), passes.shape(), passes.classes());
    Double known = rates.get(key);
    if (known == null) {
      known = measure(passes);
      rates.put(key, known);
    }
    return known;
  }

  /** The mean over all workers, each of which trains a network of its own. */
  private double measure(Passes passes) throws InterruptedException {
    LabelledImages noise = noise(passes.shape(), passes.classes());
    List<Callable<Double>> trainings = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      trainings.add(() -> imagesPerSecond(passes, noise));
    }
    try (WorkerPool threads = new WorkerPool("calibrate", workers)) {
      double sum = 0;
      for (double rate : threads.run(trainings)) {
        sum += rate;
      }
      return sum / workers * Effort.TRAINING * passes.cost().flops();
    }
  }

  private double imagesPerSecond(Passes passes, LabelledImages noise) throws InterruptedException {
    Recipe recipe =
        new Recipe(MOST_EPOCHS, BATCH, 1e-3, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));
    Stopwatch watch = new Stopwatch();
    new Trainer(recipe)
        .train(
            passes.architecture(),
            noise,
            new Seed(1),
            network -> watch.longEnough(),
            (epoch, epochs) -> watch.epoch())
        .close();
    return IMAGES * (watch.epochs - 1) * 1e9 / watch.nanos;
  }

  /** Times all epochs but the first, in which Java and the caches warm up. */
  private final class Stopwatch {

    private long start;
    private long nanos;
    private int epochs;

    void epoch() {
      long now = nanoTime.getAsLong();
      if (epochs == 0) {
        start = now;
      }
      epochs++;
      nanos = now - start;
    }

    boolean longEnough() {
      return epochs > 1 && nanos >= LONG_ENOUGH;
    }
  }

  private static LabelledImages noise(ImageShape shape, int classes) {
    RandomGenerator random = new Seed(1).generator();
    float[] pixels = new float[IMAGES * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return new LabelledImages(
        shape,
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        new FloatPixels(pixels, shape.size()),
        IntStream.range(0, IMAGES).map(i -> i % classes).toArray());
  }
}
