package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.score.FreeScorer;

/**
 * Scores candidates without training them: by one score on the lowest rung of a ladder, by several
 * where a search has no proxy. What the engine does not know it cannot score, which is a failure.
 *
 * @param scorer of at least one score
 */
record FreeScoreOnly(FreeScorer scorer) implements CandidateTrainer {

  public FreeScoreOnly {
    if (scorer.scores().isEmpty()) {
      throw new IllegalArgumentException(
          "candidates must be scored by at least 1 training-free score, but by none");
    }
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    return CandidateScores.untrained(
        scorer.of(architecture),
        NetworkSize.of(scorer.configuration(architecture), scorer.shape()));
  }
}
