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
 * @param fidelities how they are trained and scored; at least 1
 * @param combination makes one trainer of those of the fidelities
 * @param cost an estimate of a candidate's time, in any unit; 0 if there is none
 */
public record TrainingJob(
    SearchSpace space,
    List<Fidelity> fidelities,
    Combination combination,
    ToLongFunction<Architecture> cost) {

  public TrainingJob {
    fidelities = List.copyOf(fidelities);
  }

  /** Candidates of the space at one fidelity, at which they are trained. */
  public static TrainingJob of(SearchSpace space, Fidelity fidelity) {
    ToLongFunction<Architecture> cost = fidelity.seeds().get(0)::flops;
    return new TrainingJob(space, List.of(fidelity), Combination.ONLY, cost);
  }

  /** Candidates of the space, each trained once. */
  public static TrainingJob of(SearchSpace space, RecipeTrainer trainer) {
    return of(space, Fidelity.of(trainer));
  }
}
