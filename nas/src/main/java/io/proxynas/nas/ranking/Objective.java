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

  private final ToDoubleFunction<Outcome.Trained> minimised;

  Objective(ToDoubleFunction<Outcome.Trained> minimised) {
    this.minimised = minimised;
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
   * What of a candidate this objective minimises.
   *
   * @throws IllegalArgumentException if its latency is asked for and was not measured
   */
  double minimised(Outcome.Trained outcome) {
    return minimised.applyAsDouble(outcome);
  }
}
