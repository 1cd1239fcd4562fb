package io.proxynas.spark.internal.dispatch;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator.Observer;
import io.proxynas.nas.evaluate.CandidateSource;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.spark.internal.executor.Answer;
import io.proxynas.spark.internal.executor.TimeLimit;
import io.proxynas.spark.internal.executor.TrainingTask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.spark.FutureAction;
import org.jspecify.annotations.Nullable;

/** One batch on its way through the cluster. */
final class Dispatch {

  /*
   * Each task is a job of its own, so that its size can follow what was learnt meanwhile, and the
   * observer is asked shortly before a candidate starts. Twice as many are submitted as run, so
   * that a slot that becomes free finds the next one in Spark's queue; it does not wait for the
   * driver, and dynamic allocation sees that there is more to do.
   *
   * Spark repeats a task whose executor is lost, spark.task.maxFailures times. After that its
   * candidates are suspects: one of them may be what kills executors, or another task beside them
   * was. When nothing else is running they are tried again one by one, so that whoever loses its
   * executor then has done it itself, and fails.
   */

  /** For tasks of a batch that was stopped; an executor that hangs is not waited for longer. */
  private static final Duration LONGEST_END = TimeLimit.GRACE.plusSeconds(20);

  /** For an executor to come, before its absence is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int TASKS_PER_SLOT = 2;

  /** A job that is over: its answers, or what went wrong. */
  private record Done(int job, @Nullable List<Answer> answers, @Nullable Throwable failure) {}

  /** A job that is not; of a suspect, or of candidates of which nothing bad is known. */
  private record Job(List<QueuedCandidate> candidates, boolean suspect, FutureAction<?> action) {}

  private final SparkConnection spark;
  private final TrainingTask task;
  private final Packing waiting;
  private final Workplace.Witness witness;
  private final Observer observer;
  private final BiConsumer<Integer, Outcome> action;

  private final Deque<QueuedCandidate> suspects = new ArrayDeque<>();
  private final Map<Integer, Job> jobs = new HashMap<>();
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final String group;
  private int submitted;

  /**
   * One evaluation.
   *
   * @param waiting is empty
   * @param action hears the place of each candidate among those offered, and its outcome, before
   *     the observer does
   */
  Dispatch(
      SparkConnection spark,
      TrainingTask task,
      Packing waiting,
      Workplace.Witness witness,
      Observer observer,
      BiConsumer<Integer, Outcome> action) {
    this.spark = spark;
    this.task = task;
    this.waiting = waiting;
    this.witness = witness;
    this.observer = observer;
    this.action = action;
    this.group = spark.newGroup();
  }

  /** Trains what the source offers, as {@code CandidateEvaluator.evaluate} says. */
  void run(CandidateSource source) throws InterruptedException {
    try {
      offered(source.next());
      submitMore();
      while (!jobs.isEmpty()) {
        take(next(), source);
        submitMore();
      }
    } catch (InterruptedException e) {
      cancel();
      tellFinished();
      throw e;
    } catch (RuntimeException | Error e) {
      cancel();
      throw e;
    } finally {
      spark.end(group);
    }
  }

  private Done next() throws InterruptedException {
    Done end = done.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    while (end == null) {
      spark.warnIfNoneIsThere(PATIENCE);
      end = done.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return end;
  }

  private void offered(List<Architecture> more) {
    more.forEach(waiting::add);
  }

  private void submitMore() {
    int slots = spark.slots();
    while (!waiting.isEmpty() && jobs.size() < TASKS_PER_SLOT * slots) {
      List<QueuedCandidate> next = waiting.next(slots, spark.taskCpus(), observer::mayStart);
      if (!next.isEmpty()) {
        next.forEach(candidate -> witness.starts(candidate.architecture()));
        submit(next, false);
      }
    }
    if (waiting.isEmpty() && jobs.isEmpty() && !suspects.isEmpty()) {
      submit(List.of(suspects.remove()), true);
    }
  }

  private void submit(List<QueuedCandidate> candidates, boolean suspect) {
    int job = submitted++;
    FutureAction<?> action =
        spark.submit(
            group,
            task,
            candidates.stream().map(candidate -> candidate.architecture().id()).toList(),
            (answers, failure) -> done.add(new Done(job, answers, failure)));
    jobs.put(job, new Job(candidates, suspect, action));
  }

  /** Tells of a job's end, and asks the source for more after each outcome. */
  private void take(Done end, CandidateSource source) throws InterruptedException {
    Job job = jobs.remove(end.job());
    if (end.answers() == null) {
      failed(job, Objects.requireNonNull(end.failure()), source);
      return;
    }
    Iterator<Answer> answers = end.answers().iterator();
    for (QueuedCandidate candidate : job.candidates()) {
      finish(candidate, answers.next().outcome(candidate.architecture()), source);
    }
  }

  private void finish(QueuedCandidate candidate, Outcome outcome, CandidateSource source) {
    waiting.learn(candidate, outcome);
    action.accept(candidate.place(), outcome);
    observer.finished(outcome);
    offered(source.next());
  }

  private void failed(Job job, Throwable failure, CandidateSource source)
      throws InterruptedException {
    JobFailure reason = JobFailure.of(failure);
    if (spark.isStopped()) {
      awaitInterrupt();
      throw spark.ended(failure);
    }
    if (!reason.executorLost()) {
      throw new IllegalStateException("a Spark task failed: " + reason.sentence(), failure);
    }
    if (job.suspect()) {
      QueuedCandidate candidate = job.candidates().get(0);
      finish(
          candidate,
          new Outcome.Failed(
              candidate.architecture(),
              "training ended with its executor, each time: " + reason.sentence(),
              Duration.ZERO),
          source);
    } else {
      suspects.addAll(job.candidates());
    }
  }

  /** A signal that ends this process ends Spark too, perhaps before it interrupts this thread. */
  private static void awaitInterrupt() throws InterruptedException {
    new CountDownLatch(1).await(1, TimeUnit.SECONDS);
  }

  private void cancel() {
    jobs.values().forEach(job -> job.action().cancel());
    spark.awaitEnd(group, submitted, LONGEST_END);
  }

  /** Tells of the tasks that ended before the batch was stopped. */
  private void tellFinished() throws InterruptedException {
    for (Done end : done) {
      if (end.answers() != null) {
        take(end, List::of);
      }
    }
  }
}
