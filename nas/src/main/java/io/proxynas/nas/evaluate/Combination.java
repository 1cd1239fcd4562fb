package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.space.SearchSpace;
import java.io.Serializable;
import java.util.List;

/**
 * How trainers of several data sets or recipes make one. A value that is sent to a cluster's
 * executors, where the trainers are others.
 */
public interface Combination extends Serializable {

  /** A single trainer, and candidates of the space themselves. */
  Combination ONLY = new Only();

  /**
   * The combined trainer.
   *
   * @param trainers in the order of the job's scorers
   */
  CandidateTrainer of(List<CandidateTrainer> trainers);

  /** The architecture of an id that is handed to the combined trainer. */
  Architecture parse(SearchSpace space, String id);

  /** See {@link #ONLY}. */
  record Only() implements Combination {

    @Override
    public CandidateTrainer of(List<CandidateTrainer> trainers) {
      return trainers.get(0);
    }

    @Override
    public Architecture parse(SearchSpace space, String id) {
      return space.parse(id);
    }
  }
}
