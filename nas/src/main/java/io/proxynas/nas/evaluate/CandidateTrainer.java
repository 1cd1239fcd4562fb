package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;

/**
 * Trains one candidate and scores it. Called from several worker threads at once, each with another
 * candidate; the scores depend on nothing but the architecture.
 */
@FunctionalInterface
public interface CandidateTrainer {

  /**
   * Trains and scores.
   *
   * @throws InterruptedException soon after the thread is interrupted
   * @throws IllegalArgumentException if the architecture cannot be trained, with one sentence for
   *     the user
   */
  Scores train(Architecture architecture) throws InterruptedException;
}
