package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import java.util.List;

/**
 * Trains and scores candidates on one set of images. A failure is an outcome, never an exception.
 */
@FunctionalInterface
public interface CandidateEvaluator {

  /**
   * Evaluates a batch of candidates.
   *
   * @param candidates to train and score
   * @return one outcome a candidate, in the same order
   * @throws InterruptedException when the thread was interrupted; there are no outcomes then
   */
  List<Outcome> evaluate(List<Architecture> candidates) throws InterruptedException;
}
