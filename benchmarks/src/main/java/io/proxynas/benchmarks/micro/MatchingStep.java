package io.proxynas.benchmarks.micro;

import io.proxynas.benchmarks.work.CondensationIteration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One iteration of distribution matching, as in the row {@code dm-iteration}. */
public class MatchingStep extends HotPath {

  private CondensationIteration matching;

  /** Starts the condensation. */
  @Setup
  public void start() throws InterruptedException {
    matching = CondensationIteration.distributions(50);
  }

  /** All ten classes, by two workers. */
  @Benchmark
  public double iteration() throws InterruptedException {
    return matching.round();
  }

  /** Ends it. */
  @TearDown
  public void close() {
    matching.close();
  }
}
