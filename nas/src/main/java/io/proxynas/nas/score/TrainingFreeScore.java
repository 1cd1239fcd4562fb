package io.proxynas.nas.score;

import io.proxynas.engine.Network;

/**
 * A score of a network that was never trained, by which its accuracy after training is predicted.
 * Larger is better.
 */
@FunctionalInterface
interface TrainingFreeScore {

  /**
   * Scores a network; its weights are as they were when this returns.
   *
   * @param network with fresh weights
   * @param batch images of the network's shape
   * @return the score; {@link Double#NEGATIVE_INFINITY} where it is not defined, as for a network
   *     that tells two images of the batch apart in no way
   */
  double of(Network network, ScoringBatch batch);
}
