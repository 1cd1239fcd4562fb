package io.proxynas.nas.ranking;

import io.proxynas.engine.Worded;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What is wanted of a network, by the words of the command line and of the report. */
public enum Objective implements Worded {
  /** Accuracy on the validation split, as high as possible; any on a higher rung is higher. */
  ACCURACY(outcome -> -outcome.height()),
  /** Trainable values, as few as possible. */
  PARAMETERS(outcome -> outcome.scores().parameters()),
  /** Floating-point operations of one image's forward pass, as few as possible. */
  FLOPS(outcome -> outcome.scores().flops()),
  /** Time of one image's forward pass on this machine, as short as possible. */
  LATENCY(Objective::seconds);

  private final ToDoubleFunction<Outcome.Trained> cost;

  Objective(ToDoubleFunction<Outcome.Trained> cost) {
    this.cost = cost;
  }

  private static double seconds(Outcome.Trained outcome) {
    Duration latency = outcome.scores().latency();
    if (latency == null) {
      throw new IllegalArgumentException(
          "the latency must be measured for an objective, but that of %s was not"
              .formatted(outcome.architecture().id()));
    }
    return latency.toNanos() / 1e9;
  }

  /**
   * What a candidate costs by this objective: the lower the better.
   *
   * @throws IllegalArgumentException if its latency is asked for and was not measured
   */
  double cost(Outcome.Trained outcome) {
    return cost.applyAsDouble(outcome);
  }
}
