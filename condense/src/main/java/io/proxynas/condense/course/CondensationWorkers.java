package io.proxynas.condense.course;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads of one condensation; {@link #close} waits for them, since they use native memory. */
public final class CondensationWorkers implements AutoCloseable {

  private final int threads;
  private final ExecutorService executor;

  /**
   * @param threads at least 1
   */
  public CondensationWorkers(int threads) {
    this.threads = threads;
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "condense");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The threads. */
  public int count() {
    return threads;
  }

  /**
   * Runs all tasks; gives their results in the order of the tasks.
   *
   * @throws InterruptedException if this thread or a task is interrupted
   */
  public <T> List<T> run(List<? extends Callable<T>> tasks) throws InterruptedException {
    List<T> results = new ArrayList<>(tasks.size());
    for (Future<T> future : executor.invokeAll(tasks)) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw unwrapped(e.getCause());
      }
    }
    return results;
  }

  /**
   * Runs a task for each thread, and waits for all.
   *
   * @param task takes the thread's number, from 0
   * @throws InterruptedException if this thread is interrupted
   */
  public void each(IntConsumer task) throws InterruptedException {
    run(
        IntStream.range(0, threads)
            .mapToObj(thread -> Executors.callable(() -> task.accept(thread)))
            .toList());
  }

  private static RuntimeException unwrapped(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interruption) {
      throw interruption;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a step of the condensation failed: " + cause, cause);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
