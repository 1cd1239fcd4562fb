package io.proxynas.nas.evaluate;

import io.proxynas.condense.train.TrainedNetwork;

/**
 * Worker threads of this machine.
 *
 * @param memory that they share; says how many there are
 */
public record LocalWorkplace(MemoryLimit memory) implements Workplace {

  @Override
  public int workers() {
    return memory.workers();
  }

  @Override
  public Evaluator evaluator(TrainingJob job, Witness witness) {
    CandidateTrainer trainer =
        job.combination()
            .of(job.scorers().stream().map(scorer -> guarded(scorer, witness)).toList());
    return new LocalEvaluator(
        architecture -> {
          witness.starts(architecture);
          return trainer.train(architecture);
        },
        workers());
  }

  private CandidateTrainer guarded(CandidateScorer scorer, Witness witness) {
    return new MemoryGuard(witnessed(scorer, witness), scorer::cost, memory);
  }

  private static CandidateTrainer witnessed(CandidateScorer scorer, Witness witness) {
    return architecture -> {
      TrainedNetwork network = scorer.network(architecture);
      try {
        Scores scores = scorer.score(network);
        witness.trained(architecture, scores, network);
        return scores;
      } catch (InterruptedException | RuntimeException e) {
        network.close();
        throw e;
      }
    };
  }

  /** Nothing is held between evaluators. */
  @Override
  public void close() {}
}
