package io.proxynas.benchmarks.work;

import io.proxynas.train.WorkerPool;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Two equal pieces of work at the same time, each in a thread of its own. */
public final class SideBySide implements MeasuredWork {

  private static final int THREADS = 2;

  private final List<MeasuredWork> parts;
  private final WorkerPool threads = new WorkerPool("side-by-side", THREADS);

  public SideBySide(Supplier<MeasuredWork> part) {
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
    return parts.stream().mapToLong(MeasuredWork::flops).sum();
  }

  @Override
  public double round() throws InterruptedException {
    List<Callable<Double>> tasks =
        parts.stream().map(part -> (Callable<Double>) part::round).toList();
    return threads.run(tasks).stream().mapToDouble(Double::doubleValue).sum() / THREADS;
  }

  @Override
  public void close() {
    threads.close();
    parts.forEach(MeasuredWork::close);
  }
}
