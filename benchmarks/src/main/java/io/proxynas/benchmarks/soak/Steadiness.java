package io.proxynas.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * How far the samples of one process are from each other, and whether that is within bounds: the
 * resident size within 5 % of its mean, and as many descriptors and threads at the end as at the
 * beginning and all the time between.
 *
 * @param resident MiB
 * @param descriptors open files
 * @param threads of all kinds
 */
record Steadiness(Spread resident, Range descriptors, Range threads) {

  /** How far the resident size may be from its mean, as a fraction of it. */
  static final double MOST = 0.05;

  /**
   * Of what is counted.
   *
   * @param least of all samples
   * @param most of all samples
   */
  record Range(int least, int most) {

    static Range of(List<ProcessSample> samples, ToIntFunction<ProcessSample> count) {
      return new Range(
          samples.stream().mapToInt(count).min().orElseThrow(),
          samples.stream().mapToInt(count).max().orElseThrow());
    }

    boolean isOneNumber() {
      return least == most;
    }
  }

  /**
   * Of a process.
   *
   * @param samples at least 1
   */
  static Steadiness of(List<ProcessSample> samples) {
    return new Steadiness(
        Spread.of(samples.stream().mapToDouble(ProcessSample::resident).toArray()),
        Range.of(samples, ProcessSample::descriptors),
        Range.of(samples, ProcessSample::threads));
  }

  /** Whether all is within bounds. */
  boolean holds() {
    return resident.furthest() <= MOST && descriptors.isOneNumber() && threads.isOneNumber();
  }

  /** Words and figures in turn, between tabs. */
  String line() {
    return String.format(
        Locale.ROOT,
        "mean_mib\t%.0f\tfurthest_percent\t%.1f\tdescriptors\t%d\t%d\tthreads\t%d\t%d\tsteady\t%s",
        resident.mean(),
        100 * resident.furthest(),
        descriptors.least(),
        descriptors.most(),
        threads.least(),
        threads.most(),
        holds() ? "yes" : "no");
  }
}
