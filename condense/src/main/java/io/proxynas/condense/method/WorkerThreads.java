package io.proxynas.condense.method;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A fixed number of threads that take each step of a condensation together. */
final class WorkerThreads implements AutoCloseable {

  private final int count;
  private final ExecutorService executor;

  /**
   * @param count at least 1
   */
  WorkerThreads(int count) {
    this.count = count;
    executor =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "condense");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs a task for each worker, and waits for all.
   *
   * @param task takes the worker's number, from 0
   */
  void each(IntConsumer task) throws InterruptedException {
    List<Callable<Object>> tasks =
        IntStream.range(0, count)
            .mapToObj(worker -> Executors.callable(() -> task.accept(worker)))
            .toList();
    for (Future<Object> future : executor.invokeAll(tasks)) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "a step of the condensation failed: " + e.getCause(), e.getCause());
      }
    }
  }

  /** Waits for the tasks, so that what they use may be freed. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
