package io.proxynas.nas.evaluate;

import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.nas.space.SearchSpace;

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
  public Evaluator evaluator(SearchSpace space, CandidateScorer scorer, Keeper keeper) {
    return new LocalEvaluator(
        new MemoryGuard(keeping(scorer, keeper), scorer::cost, memory), workers());
  }

  private static CandidateTrainer keeping(CandidateScorer scorer, Keeper keeper) {
    return architecture -> {
      TrainedNetwork network = scorer.network(architecture);
      try {
        Scores scores = scorer.score(network);
        keeper.offer(architecture, scores, network);
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
