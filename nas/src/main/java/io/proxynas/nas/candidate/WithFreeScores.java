package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.nas.score.FreeScorer;

/**
 * Measures the training-free scores of each candidate beside its training. A candidate that DL4J
 * has to train has none.
 *
 * @param inner trains
 * @param scorer measures
 */
record WithFreeScores(CandidateTrainer inner, FreeScorer scorer) implements CandidateTrainer {

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    CandidateScores scores = inner.train(architecture);
    try {
      return scores.withFree(scorer.of(architecture));
    } catch (UnsupportedLayerException e) {
      return scores;
    }
  }
}
