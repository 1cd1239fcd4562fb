package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.train.TrainedNetwork;

/**
 * Where candidates are trained: on worker threads of this machine, or by a cluster. Decides how
 * long that takes, not what comes out.
 */
public interface Workplace extends AutoCloseable {

  /** The number of candidates in training at a time; of a cluster that may grow, at this moment. */
  int workers();

  /**
   * Opens an evaluator; it is closed before the workplace is.
   *
   * @param job what it trains
   * @param witness is told of the trainings
   */
  Evaluator evaluator(TrainingJob job, Witness witness);

  @Override
  void close();

  /** An evaluator that holds threads or images until it is closed. Closing twice is harmless. */
  interface Evaluator extends CandidateEvaluator, AutoCloseable {

    @Override
    void close();
  }

  /** Is told of the trainings, from any thread. */
  @FunctionalInterface
  interface Witness {

    /** A candidate is started; on a cluster, it is on its way there. */
    void starts(Architecture architecture);

    /**
     * A candidate was trained in this process. A cluster's networks stay where they are: whoever
     * wants one trains it again. What this throws makes a failure of the candidate.
     *
     * @param network is taken over, and closed in time
     */
    default void trained(
        Architecture architecture, CandidateScores scores, TrainedNetwork network) {
      network.close();
    }
  }
}
