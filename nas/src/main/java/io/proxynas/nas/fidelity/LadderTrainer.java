package io.proxynas.nas.fidelity;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.Scores;
import java.util.List;

/**
 * Trains a {@link RungTraining} as its rung does.
 *
 * @param rungs how each rung trains, the cheapest first
 */
public record LadderTrainer(List<CandidateTrainer> rungs) implements CandidateTrainer {

  public LadderTrainer {
    rungs = List.copyOf(rungs);
  }

  @Override
  public Scores train(Architecture architecture) throws InterruptedException {
    RungTraining training = (RungTraining) architecture;
    return rungs.get(training.rung()).train(training.candidate());
  }
}
