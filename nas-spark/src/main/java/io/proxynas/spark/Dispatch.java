package io.proxynas.spark;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateEvaluator.Observer;
import io.proxynas.nas.evaluate.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

  private static final int TASKS_PER_SLOT = 2;

  /** A job that is over: its answers, or what went wrong. */
  private record Done(int job, @Nullable List<Answer> answers, @Nullable Throwable failure) {}

  /** A job that is not; of a suspect, or of candidates of which nothing bad is known. */
  private record Job(List<Integer> candidates, boolean suspect, FutureAction<?> action) {}

  private final SparkConnection spark;
  private final TrainingTask task;
  private final BatchRule rule;
  private final Pace pace;
  private final List<Architecture> candidates;
  private final double[] costs;
  private final Observer observer;

  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Deque<Integer> suspects = new ArrayDeque<>();
  private final Map<Integer, Job> jobs = new HashMap<>();
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final @Nullable Outcome[] outcomes;
  private final String group;
  private double waitingCost;
  private int submitted;

  Dispatch(
      SparkConnection spark,
      TrainingTask task,
      BatchRule rule,
      Pace pace,
      List<Architecture> candidates,
      double[] costs,
      Observer observer) {
    this.spark = spark;
    this.task = task;
    this.rule = rule;
    this.pace = pace;
    this.candidates = candidates;
    this.costs = costs;
    this.observer = observer;
    this.outcomes = new Outcome[candidates.size()];
    this.group = spark.newGroup();
    IntStream.range(0, costs.length).forEach(waiting::add);
    waitingCost = Arrays.stream(costs).sum();
  }

  /** Trains the batch, as {@code CandidateEvaluator.evaluate} says. */
  List<Outcome> run() throws InterruptedException {
    try {
      submitMore();
      while (!jobs.isEmpty()) {
        take(done.take());
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
    return Arrays.stream(outcomes).filter(Objects::nonNull).toList();
  }

  private void submitMore() {
    int slots = spark.slots();
    while (!waiting.isEmpty() && jobs.size() < TASKS_PER_SLOT * slots) {
      List<Integer> next = nextTask(slots);
      if (!next.isEmpty()) {
        submit(next, false);
      }
    }
    if (waiting.isEmpty() && jobs.isEmpty() && !suspects.isEmpty()) {
      submit(List.of(suspects.remove()), true);
    }
  }

  /** Takes the next candidates off those that wait; all of them if no more may be started. */
  private List<Integer> nextTask(int slots) {
    List<Integer> next = new ArrayList<>();
    int cpus = spark.taskCpus();
    double limit =
        pace.isKnown() ? cpus * rule.seconds(pace.seconds(waitingCost) / cpus, slots) : 0;
    double cost = 0;
    while (!waiting.isEmpty()
        && (next.size() < cpus
            || pace.isKnown() && pace.seconds(cost + costs[waiting.peek()]) <= limit)) {
      if (!observer.mayStart()) {
        waiting.clear();
        return next;
      }
      int candidate = waiting.remove();
      next.add(candidate);
      cost += costs[candidate];
      waitingCost -= costs[candidate];
    }
    return next;
  }

  private void submit(List<Integer> indices, boolean suspect) {
    int job = submitted++;
    FutureAction<?> action =
        spark.submit(
            group,
            task,
            indices.stream().map(i -> candidates.get(i).id()).toList(),
            (answers, failure) -> done.add(new Done(job, answers, failure)));
    jobs.put(job, new Job(indices, suspect, action));
  }

  private void take(Done end) throws InterruptedException {
    Job job = jobs.remove(end.job());
    List<Integer> indices = job.candidates();
    if (end.answers() == null) {
      failed(job, Objects.requireNonNull(end.failure()));
      return;
    }
    for (int i = 0; i < indices.size(); i++) {
      finish(indices.get(i), end.answers().get(i).outcome(candidates.get(indices.get(i))));
    }
  }

  private void finish(int index, Outcome outcome) {
    outcomes[index] = outcome;
    pace.add(outcome, costs[index]);
    observer.finished(outcome);
  }

  private void failed(Job job, Throwable failure) throws InterruptedException {
    JobFailure reason = JobFailure.of(failure);
    if (spark.isStopped()) {
      awaitInterrupt();
      throw new UncheckedIOException(
          new IOException(
              "the Spark cluster must stay up, but it ended: %s; what was finished is in the journal"
                  .formatted(reason.sentence())));
    }
    if (!reason.executorLost()) {
      throw new IllegalStateException("a Spark task failed: " + reason.sentence(), failure);
    }
    if (job.suspect()) {
      int index = job.candidates().get(0);
      finish(
          index,
          new Outcome.Failed(
              candidates.get(index),
              "training ended with its executor, each time: " + reason.sentence(),
              Duration.ZERO));
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
        take(end);
      }
    }
  }
}
