package io.proxynas.nas.evaluate;

import io.proxynas.condense.train.TrainedBy;
import io.proxynas.engine.architecture.Architecture;
import java.time.Duration;

/**
 * What became of one candidate: scores, or the reason why there are none. A failure is an outcome,
 * never an exception.
 */
public sealed interface Outcome {

  /** The candidate. */
  Architecture architecture();

  /** The time its training and scoring took in its worker; zero when it was refused before. */
  Duration duration();

  /**
   * The candidate was trained and scored.
   *
   * @param rung of the ladder that the scores are from; 0 without a ladder
   */
  record Trained(Architecture architecture, Scores scores, Duration duration, int rung)
      implements Outcome {

    /** Of a candidate that is trained once. */
    public Trained(Architecture architecture, Scores scores, Duration duration) {
      this(architecture, scores, duration, 0);
    }

    /** The engine, or DL4J and why. */
    public TrainedBy trainedBy() {
      return scores.trainedBy();
    }
  }

  /**
   * The candidate has no scores.
   *
   * @param reason one sentence for the user: what, rule, actual value
   */
  record Failed(Architecture architecture, String reason, Duration duration) implements Outcome {}
}
