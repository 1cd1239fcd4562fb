package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;

/**
 * Scores candidates by one training-free score, without training them: the lowest rung of a ladder.
 * What the engine does not know it cannot score, which is a failure.
 *
 * @param scorer of one score
 */
record FreeScoreOnly(FreeScorer scorer) implements CandidateTrainer {

  public FreeScoreOnly {
    if (scorer.scores().size() != 1) {
      throw new IllegalArgumentException(
          "candidates must be scored by 1 training-free score, but by %s"
              .formatted(scorer.scores().stream().map(FreeScore::word).toList()));
    }
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    FreeScore score = scorer.scores().get(0);
    return CandidateScores.untrained(
        score,
        scorer.of(architecture).get(score),
        NetworkSize.of(scorer.configuration(architecture), scorer.shape()));
  }
}
