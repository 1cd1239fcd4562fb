package io.proxynas.eval.table;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was measured of one network.
 *
 * @param network the network
 * @param free what became of each training-free score
 * @param trainings what became of each training, in the order of the plan
 */
record Measurement(Architecture network, Map<FreeScore, Outcome> free, List<Outcome> trainings) {

  /** Whether no training failed. */
  boolean isWhole() {
    return trainings.stream().allMatch(Outcome.Trained.class::isInstance);
  }

  /** Scores of any kind, which tell the size of the network; none if everything failed. */
  Optional<CandidateScores> any() {
    return Stream.concat(trainings.stream(), free.values().stream())
        .flatMap(outcome -> scores(outcome).stream())
        .findFirst();
  }

  /** The scores of an outcome, if it has any. */
  static Optional<CandidateScores> scores(Outcome outcome) {
    return outcome instanceof Outcome.Trained trained
        ? Optional.of(trained.scores())
        : Optional.empty();
  }
}
