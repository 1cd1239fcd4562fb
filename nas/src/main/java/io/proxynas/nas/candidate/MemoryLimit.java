package io.proxynas.nas.candidate;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.check.Require;
import java.util.Locale;

/**
 * The memory that candidates may take, shared equally among the workers.
 *
 * @param heapBytes that Java may use
 * @param outside where the networks' values are
 * @param workers candidates in training at a time, at least 1
 */
public record MemoryLimit(long heapBytes, Memory outside, int workers) {

  /** The share of each that candidates may take; images and buffers take some, too. */
  public static final double SHARE = 0.8;

  /**
   * Memory that workers share equally.
   *
   * @param kind in words, as in {@code native memory}
   * @param bytes that are left
   * @param workers that share them, at least 1
   */
  public record Memory(String kind, long bytes, int workers) {}

  /** On the processor, in what is left beside Java's heap. */
  public MemoryLimit(long heapBytes, long nativeBytes, int workers) {
    this(heapBytes, new Memory("native memory", nativeBytes, workers), workers);
  }

  public MemoryLimit {
    Require.atLeastOne("workers", workers);
  }

  /**
   * Refuses a candidate that does not fit into a worker's share.
   *
   * @throws IllegalArgumentException if it does not; the message has the numbers
   */
  public void require(Architecture architecture, Demand demand) {
    require(architecture, demand.heapBytes(), new Memory("Java heap", heapBytes, workers));
    require(architecture, demand.nativeBytes(), outside);
  }

  private static void require(Architecture architecture, long needed, Memory memory) {
    double share = SHARE * memory.bytes / memory.workers;
    if (needed > share) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a candidate must fit the memory once a worker, but %s needs %s of %s and each of %d"
                  + " workers may use %s of %s: choose smaller widths or fewer workers",
              architecture.id(),
              gibibytes(needed),
              memory.kind,
              memory.workers,
              gibibytes(share),
              gibibytes(memory.bytes)));
    }
  }

  private static String gibibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / (1 << 30));
  }
}
