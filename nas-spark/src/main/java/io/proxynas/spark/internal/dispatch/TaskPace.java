package io.proxynas.spark.internal.dispatch;

import io.proxynas.nas.candidate.Outcome;

/** Seconds for each unit of work, by the candidates that were trained so far. Thread-safe. */
final class TaskPace {

  private double seconds;
  private double work;

  /** Takes a candidate into account; how long a failure took says nothing. */
  synchronized void add(Outcome outcome, double itsWork) {
    if (outcome instanceof Outcome.Trained) {
      seconds += outcome.duration().toNanos() / 1e9;
      work += itsWork;
    }
  }

  /** Whether there is anything to go by. */
  synchronized boolean isKnown() {
    return work > 0;
  }

  /** How long this much work will take; it must be known. */
  synchronized double seconds(double ofWork) {
    return seconds / work * ofWork;
  }
}
