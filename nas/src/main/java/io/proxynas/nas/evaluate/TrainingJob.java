package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.SearchSpace;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a workplace is to train.
 *
 * @param space of the candidates
 * @param scorers train and score, each by its images and recipe; at least 1
 * @param combination makes one trainer of them
 * @param cost an estimate of a candidate's time, in any unit; 0 if there is none
 */
public record TrainingJob(
    SearchSpace space,
    List<CandidateScorer> scorers,
    Combination combination,
    ToLongFunction<Architecture> cost) {

  public TrainingJob {
    scorers = List.copyOf(scorers);
  }

  /** Candidates by one scorer. */
  public static TrainingJob of(SearchSpace space, CandidateScorer scorer) {
    return new TrainingJob(space, List.of(scorer), Combination.ONLY, scorer::flops);
  }
}
