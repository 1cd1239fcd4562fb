package io.proxynas.spark.internal.executor;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An outcome on its way back: all of it but the architecture.
 *
 * @param scores of a candidate that was trained, else null
 * @param reason of a failure
 */
public record Answer(@Nullable CandidateScores scores, String reason, Duration duration)
    implements Serializable {

  static Answer of(Outcome outcome) {
    return outcome instanceof Outcome.Trained trained
        ? new Answer(trained.scores(), "", trained.duration())
        : new Answer(null, ((Outcome.Failed) outcome).reason(), outcome.duration());
  }

  public Outcome outcome(Architecture architecture) {
    return scores == null
        ? new Outcome.Failed(architecture, reason, duration)
        : new Outcome.Trained(architecture, scores, duration);
  }
}
