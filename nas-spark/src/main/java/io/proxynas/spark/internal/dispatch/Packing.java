package io.proxynas.spark.internal.dispatch;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/** Candidates that wait for their task, and how many of them the next one gets. */
final class Packing {

  private final BatchRule rule;
  private final TaskPace pace;
  private final ToLongFunction<Architecture> work;
  private final Deque<QueuedCandidate> waiting = new ArrayDeque<>();
  private double waitingWork;
  private double knownCost;
  private int known;
  private int added;

  /**
   * An empty one.
   *
   * @param rule says how much work is enough for a task
   * @param pace of the candidates before these
   * @param work estimates a candidate's time, in any unit; 0 if it cannot
   */
  Packing(BatchRule rule, TaskPace pace, ToLongFunction<Architecture> work) {
    this.rule = rule;
    this.pace = pace;
    this.work = work;
  }

  /**
   * Lets a candidate wait. One without an estimate costs as much as the mean of those before it.
   */
  void add(Architecture candidate) {
    double itsWork = work.applyAsLong(candidate);
    if (itsWork > 0) {
      knownCost += itsWork;
      known++;
    } else {
      itsWork = known > 0 ? knownCost / known : 1;
    }
    waiting.add(new QueuedCandidate(added++, candidate, itsWork));
    waitingWork += itsWork;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Takes the candidates of the next task off those that wait: at least one for each of its cores.
   *
   * @param slots tasks that run at a time
   * @param cpus cores of a task
   * @param mayStart asked for each; after {@code false}, none waits any more
   */
  List<QueuedCandidate> next(int slots, int cpus, BooleanSupplier mayStart) {
    double limit = pace.isKnown() ? cpus * rule.seconds(seconds(waitingWork) / cpus, slots) : 0;
    List<QueuedCandidate> next = new ArrayList<>();
    double taken = 0;
    while (!waiting.isEmpty() && (next.size() < cpus || seconds(taken) < limit)) {
      if (!mayStart.getAsBoolean()) {
        waiting.clear();
        return next;
      }
      QueuedCandidate candidate = waiting.remove();
      next.add(candidate);
      taken += candidate.work();
      waitingWork -= candidate.work();
    }
    return next;
  }

  /**
   * Of this much work; endless while nothing is known, so that a task gets no more than it must.
   */
  private double seconds(double ofWork) {
    return pace.isKnown() ? pace.seconds(ofWork) : Double.POSITIVE_INFINITY;
  }

  /** Learns from an outcome how long the others will take. */
  void learn(QueuedCandidate candidate, Outcome outcome) {
    pace.add(outcome, candidate.work());
  }
}
