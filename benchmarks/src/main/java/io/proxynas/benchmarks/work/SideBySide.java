package io.proxynas.benchmarks.work;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Two equal pieces of work at the same time, each in a thread of its own. */
public final class SideBySide implements Workload {

  private static final int THREADS = 2;

  private final List<Workload> parts;
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

  public SideBySide(Supplier<Workload> part) {
    parts = List.of(part.get(), part.get());
  }

  /** Of one of the two. */
  @Override
  public long parameters() {
    return parts.get(0).parameters();
  }

  /** Of both. */
  @Override
  public long flops() {
    return parts.stream().mapToLong(Workload::flops).sum();
  }

  @Override
  public double round() throws InterruptedException {
    List<Callable<Double>> tasks =
        parts.stream().map(part -> (Callable<Double>) part::round).toList();
    double sum = 0;
    for (Future<Double> result : executor.invokeAll(tasks)) {
      try {
        sum += result.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a round failed: " + e.getCause(), e.getCause());
      }
    }
    return sum / THREADS;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    parts.forEach(Workload::close);
  }
}
