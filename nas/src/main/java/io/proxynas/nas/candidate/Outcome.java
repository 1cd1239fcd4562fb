package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.TrainedBy;
import java.time.Duration;
import java.util.Collection;

/**
 * What became of one candidate: scores, or the reason why there are none. A failure is an outcome,
 * never an exception.
 */
public sealed interface Outcome {

  /** The candidate. */
  Architecture architecture();

  /**
   * The worker time of its training and scoring, {@link io.proxynas.train.ProcessorTime}; zero when
   * it was refused before.
   */
  Duration duration();

  /** The same in seconds. */
  default double seconds() {
    return duration().toNanos() / 1e9;
  }

  /** The same, with the time that it would have taken without its learning curve. */
  default Outcome withoutCurveTime() {
    return this;
  }

  /** The worker time of several. */
  static Duration workerTime(Collection<? extends Outcome> outcomes) {
    return outcomes.stream().map(Outcome::duration).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The candidate was trained and scored; on a rung of training-free scores, only scored.
   *
   * @param rung of the ladder that the scores are from; 0 without a ladder
   */
  record Trained(Architecture architecture, CandidateScores scores, Duration duration, int rung)
      implements Outcome {

    /** Of a candidate that is trained once. */
    public Trained(Architecture architecture, CandidateScores scores, Duration duration) {
      this(architecture, scores, duration, 0);
    }

    @Override
    public Trained withoutCurveTime() {
      return new Trained(architecture, scores, duration.minus(scores.curveTime()), rung);
    }

    /** The engine, or DL4J and why, or nobody. */
    public TrainedBy trainedBy() {
      return scores.trainedBy();
    }

    /**
     * How high the candidate stands on the ladder: the rung, and within it the accuracy, so that
     * any accuracy on a higher rung is higher. Of a network without training the second part is its
     * training-free score, brought into [0, 1] in its order. NaN of a trained one without accuracy.
     */
    public double height() {
      return rung
          + (scores.isTrained() ? scores.validationAccuracy() : fraction(scores.untrainedMerit()));
    }

    /** Increasing over all numbers; logarithmic, since SynFlow has some of forty digits. */
    private static double fraction(double value) {
      if (Double.isInfinite(value)) {
        return value > 0 ? 1 : 0;
      }
      double size = Math.log1p(Math.abs(value));
      return 0.5 + Math.signum(value) * size / (1 + size) / 2;
    }
  }

  /**
   * The candidate has no scores.
   *
   * @param reason one sentence for the user: what, rule, actual value
   */
  record Failed(Architecture architecture, String reason, Duration duration) implements Outcome {}
}
