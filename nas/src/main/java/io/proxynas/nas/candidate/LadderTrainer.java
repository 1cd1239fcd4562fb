package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import java.util.List;

/**
 * Trains a {@link RungTraining} as its rung does, or scores it without training; any other
 * architecture as the lowest.
 *
 * @param rungs how each rung trains, the cheapest first; at least 1
 */
public record LadderTrainer(List<CandidateTrainer> rungs) implements CandidateTrainer {

  public LadderTrainer {
    rungs = List.copyOf(rungs);
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    return architecture instanceof RungTraining training
        ? rungs.get(training.rung()).train(training.candidate())
        : rungs.get(0).train(architecture);
  }
}
