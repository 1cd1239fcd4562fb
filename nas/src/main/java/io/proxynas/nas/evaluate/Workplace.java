package io.proxynas.nas.evaluate;

import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.SearchSpace;

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
   * @param space to which all its candidates belong
   * @param scorer trains and scores them
   * @param keeper is offered the networks, where these are in this process
   */
  Evaluator evaluator(SearchSpace space, CandidateScorer scorer, Keeper keeper);

  @Override
  void close();

  /** An evaluator that holds threads or images until it is closed. Closing twice is harmless. */
  interface Evaluator extends CandidateEvaluator, AutoCloseable {

    @Override
    void close();
  }

  /** Takes over trained networks. A cluster offers it none: what it trained is trained again. */
  @FunctionalInterface
  interface Keeper {

    /** Keeps nothing. */
    Keeper NONE = (architecture, scores, network) -> network.close();

    /** Takes a network over, from any thread, and sees to its closing. */
    void offer(Architecture architecture, Scores scores, TrainedNetwork network);
  }
}
