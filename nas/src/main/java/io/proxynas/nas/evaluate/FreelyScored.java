package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.dl4j.UnsupportedLayerException;
import io.proxynas.nas.score.FreeScorer;

/**
 * Measures the training-free scores of each candidate beside its training. A candidate that DL4J
 * has to train has none.
 *
 * @param inner trains
 * @param scorer measures
 */
public record FreelyScored(CandidateTrainer inner, FreeScorer scorer) implements CandidateTrainer {

  @Override
  public Scores train(Architecture architecture) throws InterruptedException {
    Scores scores = inner.train(architecture);
    try {
      return scores.withFree(scorer.of(architecture));
    } catch (UnsupportedLayerException e) {
      return scores;
    }
  }
}
