package io.proxynas.benchmarks.micro;

import io.proxynas.benchmarks.work.CondensationIteration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One iteration of distribution matching, as in the row {@code dm-iteration}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingStep {

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
