package io.proxynas.train;

import io.proxynas.train.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The threads of one piece of work. {@link #close} waits for their end, since they use native
 * memory that is freed afterwards. They are daemons: one that ignores its interrupt cannot keep the
 * JVM alive.
 */
public final class WorkerPool implements AutoCloseable {

  private final int threads;
  private final ExecutorService executor;

  /**
   * A pool of idle threads.
   *
   * @param name of the threads, which are numbered from 1
   * @param threads at least 1
   */
  public WorkerPool(String name, int threads) {
    Require.atLeastOne("workers", threads);
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The number of threads. */
  public int count() {
    return threads;
  }

  /**
   * Runs all tasks, and waits for all. Their {@link ProcessorTime} counts for the calling thread.
   *
   * @return their results, in the order of the tasks
   * @throws InterruptedException if this thread or a task is interrupted
   * @throws RuntimeException that of the first task that threw one
   * @throws IllegalStateException if a task threw anything else
   */
  public <T> List<T> run(List<? extends Callable<T>> tasks) throws InterruptedException {
    ProcessorTime.Delegated work = new ProcessorTime.Delegated();
    List<Callable<T>> counted = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      counted.add(() -> work.run(task));
    }
    try {
      return results(executor.invokeAll(counted));
    } finally {
      work.settle();
    }
  }

  private static <T> List<T> results(List<Future<T>> ended) throws InterruptedException {
    List<T> results = new ArrayList<>(ended.size());
    for (Future<T> future : ended) {
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
   * @param task takes a number for each thread, from 0
   * @throws InterruptedException if this thread is interrupted
   */
  public void each(IntConsumer task) throws InterruptedException {
    run(
        IntStream.range(0, threads)
            .mapToObj(thread -> Executors.callable(() -> task.accept(thread)))
            .toList());
  }

  /** Runs a task, which throws nothing, after those before it; does not wait. */
  public void start(Runnable task) {
    executor.execute(task);
  }

  /** Whether the threads have been told to end. */
  public boolean isClosed() {
    return executor.isShutdown();
  }

  private static RuntimeException unwrapped(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interruption) {
      throw interruption;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("the work of a thread failed: " + cause, cause);
  }

  /**
   * Interrupts the threads and waits until they are gone, however often the caller is interrupted
   * meanwhile, which then stays interrupted. Closing twice is harmless.
   */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
