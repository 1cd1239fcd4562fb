package io.proxynas.eval.run;

import io.proxynas.engine.Cost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.Machine;
import io.proxynas.nas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Refuses a space whose largest candidate does not fit the memory, before any work is done.
 *
 * @param heapBytes that Java may use
 * @param nativeBytes that is left beside Java's heap
 */
record MemoryCheck(long heapBytes, long nativeBytes) {

  /** The share of each that candidates may take; images and buffers take some, too. */
  private static final double SHARE = 0.8;

  /** The most candidates to look at. */
  private static final int LOOKED = 1000;

  static final MemoryCheck OF_THIS_MACHINE =
      new MemoryCheck(
          Runtime.getRuntime().maxMemory(),
          Machine.current().memoryBytes() - Runtime.getRuntime().maxMemory());

  /**
   * Checks every candidate of a space, or a thousand of a larger one. One that the engine cannot
   * compile is left to fail by itself; a space of none but those is refused.
   *
   * @param cost of training one
   * @param workers candidates in training at a time
   * @throws IllegalArgumentException if the largest does not fit that many times
   */
  void require(SearchSpace space, Function<Architecture, Cost> cost, int workers) {
    Map<Architecture, Cost> costs = new HashMap<>();
    List<IllegalArgumentException> refusals = new ArrayList<>();
    looked(space)
        .forEach(
            architecture -> {
              try {
                costs.put(architecture, cost.apply(architecture));
              } catch (IllegalArgumentException e) {
                refusals.add(e);
              }
            });
    if (costs.isEmpty()) {
      throw refusals.get(0);
    }
    require(costs, Cost::heapBytes, "Java heap", heapBytes, workers);
    require(costs, Cost::nativeBytes, "native memory", nativeBytes, workers);
  }

  /** All architectures of a small space; of a large one as many, drawn at random. */
  private static Stream<Architecture> looked(SearchSpace space) {
    RandomGenerator random = new Seed(1).generator();
    return space.size() <= LOOKED
        ? space.architectures()
        : Stream.generate(() -> space.random(random)).limit(LOOKED).distinct();
  }

  private static void require(
      Map<Architecture, Cost> costs,
      ToLongFunction<Cost> part,
      String kind,
      long available,
      int workers) {
    Architecture largest =
        Collections.max(
            costs.keySet(),
            Comparator.<Architecture>comparingLong(a -> part.applyAsLong(costs.get(a)))
                .thenComparing(Architecture::id));
    double needed = (double) part.applyAsLong(costs.get(largest)) * workers;
    if (needed > SHARE * available) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the largest candidate must fit the memory once a worker, but %s needs %s of %s for"
                  + " %d workers and %s of %s may be used: choose a smaller --space or fewer --workers",
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
