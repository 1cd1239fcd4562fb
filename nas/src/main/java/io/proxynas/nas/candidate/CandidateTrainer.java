package io.proxynas.nas.candidate;

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
  CandidateScores train(Architecture architecture) throws InterruptedException;
}
