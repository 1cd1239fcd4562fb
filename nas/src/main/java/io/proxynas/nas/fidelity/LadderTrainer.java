package io.proxynas.nas.fidelity;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.evaluate.Combination;
import io.proxynas.nas.space.SearchSpace;
import java.util.List;

/**
 * Trains a {@link RungTraining} as its rung does, or scores it without training.
 *
 * @param rungs how each rung trains, the cheapest first
 */
public record LadderTrainer(List<CandidateTrainer> rungs) implements CandidateTrainer {

  /** Makes one of the trainers of the rungs. */
  public static final Combination LADDER = new Ladder();

  /** See {@link #LADDER}. */
  private record Ladder() implements Combination {

    @Override
    public CandidateTrainer of(List<CandidateTrainer> trainers) {
      return new LadderTrainer(trainers);
    }

    @Override
    public Architecture parse(SearchSpace space, String id) {
      return RungTraining.parse(space, id);
    }
  }

  public LadderTrainer {
    rungs = List.copyOf(rungs);
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    RungTraining training = (RungTraining) architecture;
    return rungs.get(training.rung()).train(training.candidate());
  }
}
