package io.proxynas.experiments.run;

import io.proxynas.engine.Demand;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.experiments.run.Effort.Passes;
import io.proxynas.nas.candidate.MemoryLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the trials of an experiment that are still to come will take.
 *
 * @param done trials whose rows are there
 * @param left trials to come
 * @param duration of these by the clock, about; an upper bound where trials share a set
 * @param memoryBytes that their networks take at most at a time, images not counted
 */
public record Estimate(int done, int left, Duration duration, long memoryBytes) {

  /**
   * The memory that the networks of a trial may take.
   *
   * @param heapBytes of Java
   * @param nativeBytes beside it
   */
  public record Memory(long heapBytes, long nativeBytes) {

    /** All that this machine has, or one of its cards where these compute. */
    public static Memory ofThisMachine() {
      MemoryLimit all = MemoryCheck.ofThisMachine(1).limit();
      return new Memory(all.heapBytes(), all.outside().bytes());
    }

    /**
     * Refuses an effort that does not fit.
     *
     * @param scale is named in the message
     * @throws IllegalArgumentException with the numbers if it does not
     */
    void require(Effort effort, Scale scale, int workers) {
      for (Passes passes : effort.passes()) {
        Demand cost = passes.cost();
        int networks = Math.min(workers, passes.tasks());
        require(passes, scale, networks, "Java heap", cost.heapBytes(), heapBytes);
        require(passes, scale, networks, "native memory", cost.nativeBytes(), nativeBytes);
      }
    }

    private static void require(
        Passes passes, Scale scale, int networks, String kind, long each, long available) {
      double usable = MemoryLimit.SHARE * available;
      if ((double) each * networks > usable) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the preset %s must fit the memory, but each of %d networks %s needs %s of %s, and %s are free: choose fewer --workers, smaller images or another --preset",
                scale.word(),
                networks,
                passes.architecture().id(),
                gibibytes(each),
                kind,
                gibibytes(usable)));
      }
    }
  }

  /** The bytes that the networks of an effort take at most at a time. */
  static long bytes(Effort effort, int workers) {
    return effort.passes().stream()
        .mapToLong(
            passes -> {
              Demand cost = passes.cost();
              return (cost.heapBytes() + cost.nativeBytes()) * Math.min(workers, passes.tasks());
            })
        .max()
        .orElse(0);
  }

  /** The estimate of some trials. */
  static Estimate of(int done, List<Double> seconds, long memoryBytes) {
    double sum = seconds.stream().mapToDouble(Double::doubleValue).sum();
    return new Estimate(
        done, seconds.size(), Duration.ofMillis(Math.round(1000 * sum)), memoryBytes);
  }

  private static String gibibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / (1 << 30));
  }

  /** The memory, as in {@code 0.25 GiB}. */
  public String memory() {
    return gibibytes(memoryBytes);
  }
}
