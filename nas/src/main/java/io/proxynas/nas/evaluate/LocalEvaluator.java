package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.Outcome.Failed;
import io.proxynas.nas.candidate.Outcome.Trained;
import io.proxynas.train.ProcessorTime;
import io.proxynas.train.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains candidates on worker threads of this machine, one candidate a worker at a time, started in
 * the order in which they are given. Whatever the trainer throws becomes a {@link Failed} outcome.
 * Several callers take turns. An outcome's duration is the {@link ProcessorTime} of its worker.
 */
public final class LocalEvaluator implements Workplace.Evaluator {

  /*
   * The workers put what they finish in a queue; the calling thread takes it out and tells the
   * observer, so observers need no locks. An interrupt, or an exception of the observer, ends the
   * pool of workers, and the next caller gets a new one; a lock lets one caller in at a time, so
   * that no other caller's candidates are hit.
   */

  /** The most worker threads that make sense on one machine. */
  private static final int MAX_WORKERS = 1024;

  /** The end of one candidate; without an outcome if it was not started. */
  private record Finished(int index, @Nullable Outcome outcome) {}

  private final CandidateTrainer trainer;
  private final int workers;
  private final LongSupplier processorNanos;
  private final ReentrantLock turn = new ReentrantLock(true);
  private WorkerPool pool;

  /**
   * An evaluator with idle workers.
   *
   * @param trainer trains one candidate, on any worker's thread
   * @param workers number of candidates in training at once, in [1, 1024]
   */
  public LocalEvaluator(CandidateTrainer trainer, int workers) {
    this(trainer, workers, ProcessorTime::nanos);
  }

  /**
   * The same by another measure.
   *
   * @param processorNanos as {@link ProcessorTime#nanos}
   */
  LocalEvaluator(CandidateTrainer trainer, int workers, LongSupplier processorNanos) {
    if (workers < 1 || workers > MAX_WORKERS) {
      throw new IllegalArgumentException(
          "workers must be in [1, " + MAX_WORKERS + "], but was " + workers);
    }
    this.trainer = trainer;
    this.workers = workers;
    this.processorNanos = processorNanos;
    this.pool = newPool(workers);
  }

  private static WorkerPool newPool(int workers) {
    return new WorkerPool("candidate-worker", workers);
  }

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    @Nullable Outcome[] outcomes = new Outcome[candidates.size()];
    Iterator<List<Architecture>> once = List.of(candidates).iterator();
    evaluate(
        () -> once.hasNext() ? once.next() : List.of(),
        observer,
        finished -> outcomes[finished.index()] = finished.outcome());
    return Arrays.stream(outcomes).filter(Objects::nonNull).toList();
  }

  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    evaluate(source, observer, finished -> {});
  }

  private void evaluate(CandidateSource source, Observer observer, Consumer<Finished> action)
      throws InterruptedException {
    turn.lockInterruptibly();
    try {
      if (pool.isClosed()) {
        throw new IllegalStateException("the evaluator must be open, but was closed");
      }
      evaluateInTurn(source, observer, action);
    } finally {
      turn.unlock();
    }
  }

  private void evaluateInTurn(CandidateSource source, Observer observer, Consumer<Finished> action)
      throws InterruptedException {
    BlockingQueue<Finished> queue = new LinkedBlockingQueue<>();
    try {
      int started = start(source.next(), 0, observer, queue);
      for (int ended = 0; ended < started; ended++) {
        Finished finished = queue.take();
        action.accept(finished);
        tell(observer, finished);
        started += start(source.next(), started, observer, queue);
      }
    } catch (InterruptedException e) {
      stopWorkers();
      queue.forEach(finished -> tell(observer, finished));
      throw e;
    } catch (RuntimeException | Error e) {
      stopWorkers();
      throw e;
    }
  }

  /** Hands candidates to the workers; returns their number. */
  private int start(
      List<Architecture> candidates,
      int firstIndex,
      Observer observer,
      BlockingQueue<Finished> queue) {
    WorkerPool workersOfThisTurn = pool;
    for (int i = 0; i < candidates.size(); i++) {
      int index = firstIndex + i;
      Architecture candidate = candidates.get(i);
      workersOfThisTurn.start(
          () ->
              queue.add(
                  new Finished(
                      index, observer.mayStart() ? outcome(candidate, workersOfThisTurn) : null)));
    }
    return candidates.size();
  }

  private static void tell(Observer observer, Finished finished) {
    if (finished.outcome() != null) {
      observer.finished(finished.outcome());
    }
  }

  /** Trains in a worker's thread; no outcome if it went wrong because the workers are stopped. */
  private @Nullable Outcome outcome(Architecture candidate, WorkerPool workersOfThisTurn) {
    long start = processorNanos.getAsLong();
    try {
      CandidateScores scores = trainer.train(candidate);
      return new Trained(candidate, scores, since(start));
    } catch (InterruptedException | RuntimeException | Error e) {
      return workersOfThisTurn.isClosed() ? null : new Failed(candidate, reason(e), since(start));
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(processorNanos.getAsLong() - start);
  }

  /** The trainer's own sentence where it refuses a candidate; otherwise what was thrown. */
  private static String reason(Throwable thrown) {
    String message = thrown.getMessage();
    String sentence = message == null ? "" : message.lines().findFirst().orElse("").strip();
    if (thrown instanceof IllegalArgumentException && !sentence.isEmpty()) {
      return sentence;
    }
    String name = thrown.getClass().getSimpleName();
    return "training ended with " + name + (sentence.isEmpty() ? "" : ": " + sentence);
  }

  private void stopWorkers() {
    pool.close();
    pool = newPool(workers);
  }

  /** Ends the workers, after the batch in hand if there is one. Closing twice is harmless. */
  @Override
  public void close() {
    turn.lock();
    try {
      pool.close();
    } finally {
      turn.unlock();
    }
  }
}
