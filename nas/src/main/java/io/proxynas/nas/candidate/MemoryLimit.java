package io.proxynas.nas.candidate;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import java.util.Locale;

/**
 * The memory that candidates may take, shared equally among the workers.
 *
 * @param heapBytes that Java may use
 * @param nativeBytes that is left beside Java's heap
 * @param workers candidates in training at a time, at least 1
 */
public record MemoryLimit(long heapBytes, long nativeBytes, int workers) {

  /** The share of each that candidates may take; images and buffers take some, too. */
  public static final double SHARE = 0.8;

  public MemoryLimit {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, but was " + workers);
    }
  }

  /**
   * Refuses a candidate that does not fit into a worker's share.
   *
   * @throws IllegalArgumentException if it does not; the message has the numbers
   */
  public void require(Architecture architecture, Demand demand) {
    require(architecture, "Java heap", demand.heapBytes(), heapBytes);
    require(architecture, "native memory", demand.nativeBytes(), nativeBytes);
  }

  private void require(Architecture architecture, String kind, long needed, long available) {
    double share = SHARE * available / workers;
    if (needed > share) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a candidate must fit the memory once a worker, but %s needs %s of %s and each of %d"
                  + " workers may use %s of %s: choose smaller widths or fewer workers",
              architecture.id(),
              gibibytes(needed),
              kind,
              workers,
              gibibytes(share),
              gibibytes(available)));
    }
  }

  private static String gibibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / (1 << 30));
  }
}
