package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.space.SearchSpace;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a workplace is to train.
 *
 * @param space of the candidates
 * @param fidelities how they are trained and scored, at least 1; of several, which are the rungs of
 *     a ladder, each {@link io.proxynas.nas.candidate.RungTraining} has one
 * @param work an estimate of a candidate's time, in any unit; 0 if there is none
 */
public record TrainingJob(
    SearchSpace space, List<Fidelity> fidelities, ToLongFunction<Architecture> work) {

  public TrainingJob {
    fidelities = List.copyOf(fidelities);
  }

  /** Whether what is trained are candidates on the rungs of a ladder. */
  public boolean isLadder() {
    return fidelities.size() > 1;
  }

  /** Candidates of the space at one fidelity, at which they are trained. */
  public static TrainingJob of(SearchSpace space, Fidelity fidelity) {
    return new TrainingJob(space, List.of(fidelity), fidelity::flops);
  }

  /** Candidates of the space, each trained once. */
  public static TrainingJob of(SearchSpace space, RecipeTrainer trainer) {
    return of(space, Fidelity.of(trainer));
  }
}
