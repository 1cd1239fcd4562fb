package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.train.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Regularized evolution (Real, Aggarwal, Huang and Le, "Regularized Evolution for Image Classifier
 * Architecture Search", AAAI 2019, algorithm 1): a child of the best of a few individuals drawn
 * from the population joins it, and the oldest individual leaves, however good it is.
 *
 * @param population the number P of individuals that are alive, at least 2; the first P candidates
 *     are random
 * @param sample the number S of individuals drawn as possible parents, at least 1
 * @param lag candidates under way at a time, at least 1
 */
public record RegularizedEvolution(int population, int sample, int lag) implements Search {

  /*
   * The paper's workers take the population as it is when they get free, so its history depends on
   * who finishes first. Here candidate i is bred from the outcomes of the candidates up to i - lag,
   * in their order: as asynchronous, and the same at any number of workers. A child differs from
   * its parent in one decision, and is one that was not trained before; where a parent has no such
   * child left, a random candidate takes its place.
   */

  /**
   * For budgets of 50 to some hundred candidates and up to eight workers;
   * docs/results/strategies.md says why.
   */
  public static final RegularizedEvolution DEFAULT = new RegularizedEvolution(20, 10, 8);

  public RegularizedEvolution {
    if (population < 2) {
      throw new IllegalArgumentException("population must be at least 2, but was " + population);
    }
    Require.atLeastOne("sample", sample);
    Require.atLeastOne("lag", lag);
  }

  @Override
  public SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    SearchRun run = new SearchRun(task, evaluator, progress);
    Population alive = new Population(run, task.seed().child("regularized evolution").generator());
    run.evaluateContinuously(lag, alive::breed, alive::join);
    return run.result();
  }

  /** Individuals by age, the oldest first. */
  private final class Population {
    private final SearchRun run;
    private final RandomGenerator random;
    private final List<Architecture> individuals = new ArrayList<>();
    private int bred;

    Population(SearchRun run, RandomGenerator random) {
      this.run = run;
      this.random = random;
      List<Outcome.Trained> best = run.round().best(population);
      for (int i = best.size() - 1; i >= 0; i--) {
        individuals.add(best.get(i).architecture()); // the best leaves last
      }
      bred = individuals.size();
    }

    void breed() {
      boolean isRandom = bred++ < population || individuals.isEmpty();
      Optional<Outcome.Trained> parent = isRandom ? Optional.empty() : parent();
      if (parent.filter(p -> run.proposeNeighbour(p.architecture(), random)).isEmpty()) {
        run.proposeUnseen(random);
      }
    }

    private Optional<Outcome.Trained> parent() {
      return random
          .ints(sample, 0, individuals.size())
          .mapToObj(individuals::get)
          .map(run::trained)
          .flatMap(Optional::stream)
          .min(run.round().bestFirst());
    }

    void join(Outcome outcome) {
      if (outcome instanceof Outcome.Trained) {
        individuals.add(outcome.architecture());
      }
      if (individuals.size() > population) {
        individuals.remove(0);
      }
    }
  }
}
