package io.proxynas.spark.internal.dispatch;

import io.proxynas.nas.candidate.Outcome;

/** Seconds for each unit of cost, by the candidates that were trained so far. Thread-safe. */
final class TaskPace {

  private double seconds;
  private double cost;

  /** Takes a candidate into account; how long a failure took says nothing. */
  synchronized void add(Outcome outcome, double itsCost) {
    if (outcome instanceof Outcome.Trained) {
      seconds += outcome.duration().toNanos() / 1e9;
      cost += itsCost;
    }
  }

  /** Whether there is anything to go by. */
  synchronized boolean isKnown() {
    return cost > 0;
  }

  /** How long work of this cost will take; it must be known. */
  synchronized double seconds(double ofCost) {
    return seconds / cost * ofCost;
  }
}
