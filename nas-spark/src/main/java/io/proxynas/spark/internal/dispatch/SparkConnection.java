package io.proxynas.spark.internal.dispatch;

import io.proxynas.spark.internal.executor.Answer;
import io.proxynas.spark.internal.executor.TrainingTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.AsyncRDDActions;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContext$;
import scala.reflect.ClassTag$;
import scala.util.Try;

/** A Spark cluster in use: one-task jobs that answer when they are done. */
public final class SparkConnection implements AutoCloseable {

  /** Callbacks only put what they hear into a queue. */
  private static final ExecutionContext IN_PLACE =
      ExecutionContext$.MODULE$.fromExecutor(Runnable::run);

  private final JavaSparkContext context;
  private final Consumer<String> warns;
  private final int taskCpus;
  private final RunningTasks running = new RunningTasks();
  private final AtomicLong groups = new AtomicLong();
  private boolean missing;

  /**
   * Starts the cluster's application.
   *
   * @param warns hears a sentence where no executor comes
   * @throws UncheckedIOException with one sentence for the user if it does not start
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public SparkConnection(SparkConf conf, Consumer<String> warns) throws InterruptedException {
    this.warns = warns;
    context = start(conf);
    taskCpus = conf.getInt(SparkSettings.TASK_CPUS, 1);
    context.sc().addSparkListener(running);
  }

  /**
   * Starts it in a thread that nobody interrupts: while they start, Spark and Hadoop forget that a
   * thread was interrupted, and print traces of it.
   */
  private static JavaSparkContext start(SparkConf conf) throws InterruptedException {
    FutureTask<JavaSparkContext> starting = new FutureTask<>(() -> new JavaSparkContext(conf));
    Thread thread = new Thread(starting, "spark-start");
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted ? stopped(starting) : started(conf, starting);
  }

  private static JavaSparkContext started(SparkConf conf, FutureTask<JavaSparkContext> starting)
      throws InterruptedException {
    try {
      return starting.get();
    } catch (ExecutionException e) { // Spark declares none
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof Error error) {
        throw error;
      }
      throw failure(
          "the Spark cluster %s must start a program, but did not: %s"
              .formatted(conf.get("spark.master"), JobFailure.of(cause).sentence()),
          cause);
    }
  }

  private static JavaSparkContext stopped(FutureTask<JavaSparkContext> starting)
      throws InterruptedException {
    try {
      starting.get().close();
    } catch (ExecutionException e) {
      // it has not started, as was wished
    }
    throw new InterruptedException("interrupted while the cluster started");
  }

  private static UncheckedIOException failure(String sentence, Throwable cause) {
    return new UncheckedIOException(new IOException(sentence, cause));
  }

  /** The cluster went away. */
  UncheckedIOException ended(Throwable cause) {
    return failure(
        "the Spark cluster must stay up, but it ended: %s; what was finished is in the journal"
            .formatted(JobFailure.of(cause).sentence()),
        cause);
  }

  /** Calls Spark, which throws this when it has stopped. */
  private <T> T call(Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalStateException e) {
      throw isStopped() ? ended(e) : e;
    }
  }

  public JavaSparkContext context() {
    return context;
  }

  /** Cores of a task. */
  public int taskCpus() {
    return taskCpus;
  }

  /** Tasks that run at a time on the executors that are there now, at least 1. */
  public int slots() {
    return Math.max(1, call(context::defaultParallelism) / taskCpus);
  }

  /**
   * Warns if there is no executor, and not again before one has come.
   *
   * @param waited for how long nothing has come of it
   */
  void warnIfNoneIsThere(Duration waited) {
    SparkConf conf = context.getConf();
    int processes = call(() -> context.sc().getExecutorMemoryStatus().size()); // with the driver
    boolean none = processes == 1 && !SparkSettings.isInThisProcess(conf.get("spark.master"));
    if (none && !missing) {
      warns.accept(
          ("no executor of the cluster is there after %d s, so no candidate is trained; each asks for"
                  + " %s cores (spark.executor.cores), %s of heap (spark.executor.memory) and %s beside"
                  + " it (spark.executor.memoryOverhead), and one that ends at its start says why in"
                  + " its log on the worker")
              .formatted(
                  waited.toSeconds(),
                  conf.get(SparkSettings.EXECUTOR_CORES),
                  conf.get("spark.executor.memory", "1g"),
                  conf.get(SparkSettings.OVERHEAD)));
    }
    missing = none;
  }

  /** Sends bytes to each executor once, when it first asks for them. */
  public Broadcast<byte[]> broadcast(byte[] bytes) {
    return call(() -> context.broadcast(bytes));
  }

  boolean isStopped() {
    return context.sc().isStopped();
  }

  /** A new group of jobs. */
  String newGroup() {
    String group = "batch " + groups.incrementAndGet();
    running.begin(group);
    return group;
  }

  /**
   * Submits a job of one task.
   *
   * @param ids that the task is called with
   * @param whenDone is told the answers, or what went wrong, from another thread
   */
  FutureAction<?> submit(
      String group,
      TrainingTask task,
      List<String> ids,
      BiConsumer<@Nullable List<Answer>, @Nullable Throwable> whenDone) {
    return call(
        () -> {
          context.setLocalProperty(RunningTasks.GROUP, group);
          context.setLocalProperty("spark.job.interruptOnCancel", "true");
          context.sc().setJobDescription(ids.size() == 1 ? ids.get(0) : ids.size() + " candidates");
          var rdd = context.parallelize(List.of(ids), 1).map(task).rdd();
          FutureAction<scala.collection.immutable.Seq<List<Answer>>> job =
              new AsyncRDDActions<>(rdd, ClassTag$.MODULE$.<List<Answer>>apply(List.class))
                  .collectAsync();
          job.onComplete(
              (Try<scala.collection.immutable.Seq<List<Answer>>> result) -> {
                if (result.isSuccess()) {
                  whenDone.accept(result.get().head(), null);
                } else {
                  whenDone.accept(null, result.failed().get());
                }
                return null;
              },
              IN_PLACE);
          return job;
        });
  }

  /** Waits until the jobs of a group have ended and none of its tasks is running. */
  void awaitEnd(String group, int jobs, Duration limit) {
    if (!isStopped()) {
      running.awaitEnd(group, jobs, limit);
    }
  }

  /** Forgets a group. */
  void end(String group) {
    running.end(group);
  }

  @Override
  public void close() {
    context.close();
  }
}
