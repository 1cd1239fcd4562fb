package io.proxynas.spark.internal.executor;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.train.ProcessorTime;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives up on a candidate whose training takes too long, which makes it a failed outcome. Its
 * thread is interrupted; one that does not end within a grace is left behind, as nothing else can
 * be done about native code that hangs, and takes a core until its executor ends.
 *
 * @param inner trains, in a thread of its own, whose processor time counts for the worker that
 *     waits
 * @param limit the most time for one candidate
 * @param grace the most time to notice the interrupt
 */
public record TimeLimit(CandidateTrainer inner, Duration limit, Duration grace)
    implements CandidateTrainer {

  /** The setting of Spark that holds the most time for one candidate. */
  public static final String SETTING = "spark.proxynas.candidate.timeLimit";

  /** How long a training may take to notice its interrupt: a step, or scoring a batch. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    ProcessorTime.Delegated work = new ProcessorTime.Delegated();
    FutureTask<CandidateScores> training =
        new FutureTask<>(() -> work.run(() -> inner.train(architecture)));
    Thread thread = new Thread(training, Thread.currentThread().getName() + "-limited");
    thread.setDaemon(true);
    thread.start();
    try {
      return training.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      stop(thread);
      throw new IllegalArgumentException(
          "a candidate must be trained within %s, but %s was not: raise %s"
              .formatted(limit.toSeconds() + "s", architecture.id(), SETTING),
          e);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      stop(thread);
      throw e;
    } finally {
      work.settle();
    }
  }

  private void stop(Thread thread) throws InterruptedException {
    thread.interrupt();
    thread.join(grace.toMillis());
  }

  /** What the training threw, as if it had been thrown in this thread. */
  private static RuntimeException thrown(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }
}
