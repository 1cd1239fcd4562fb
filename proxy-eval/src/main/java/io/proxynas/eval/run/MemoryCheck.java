package io.proxynas.eval.run;

import io.proxynas.engine.Cost;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.Machine;
import io.proxynas.nas.space.SearchSpace;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Refuses a space whose largest candidate does not fit the memory, before any work is done.
 *
 * @param heapBytes that Java may use
 * @param nativeBytes that is left beside Java's heap
 */
record MemoryCheck(long heapBytes, long nativeBytes) {

  /** The share of each that candidates may take; images and buffers take some, too. */
  private static final double SHARE = 0.8;

  static final MemoryCheck OF_THIS_MACHINE =
      new MemoryCheck(
          Runtime.getRuntime().maxMemory(),
          Machine.current().memoryBytes() - Runtime.getRuntime().maxMemory());

  /**
   * Checks every candidate of a space.
   *
   * @param cost of training one
   * @param workers candidates in training at a time
   * @throws IllegalArgumentException if the largest does not fit that many times
   */
  void require(SearchSpace space, Function<Architecture, Cost> cost, int workers) {
    require(space, cost, Cost::heapBytes, "Java heap", heapBytes, workers);
    require(space, cost, Cost::nativeBytes, "native memory", nativeBytes, workers);
  }

  private static void require(
      SearchSpace space,
      Function<Architecture, Cost> cost,
      ToLongFunction<Cost> part,
      String kind,
      long available,
      int workers) {
    Architecture largest =
        space
            .architectures()
            .max(Comparator.comparingLong(a -> part.applyAsLong(cost.apply(a))))
            .orElseThrow();
    double needed = (double) part.applyAsLong(cost.apply(largest)) * workers;
    if (needed > SHARE * available) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the largest candidate must fit the memory once a worker, but %s needs %s of %s for"
                  + " %d workers and %s of %s may be used: choose smaller --widths or fewer --workers",
              largest.id(),
              gibibytes(needed),
              kind,
              workers,
              gibibytes(SHARE * available),
              gibibytes(available)));
    }
  }

  private static String gibibytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (1 << 30));
  }
}
