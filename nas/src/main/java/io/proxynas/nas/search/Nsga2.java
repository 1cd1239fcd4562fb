package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.space.Decisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, "A Fast and Elitist Multiobjective Genetic
 * Algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6, 2002): parents and children
 * are sorted into fronts that do not dominate each other, and the best half of them are the next
 * parents.
 *
 * @param population the number N of parents and of their children, at least 4
 * @param crossover the probability p_c that a child has two parents, in [0, 1]
 * @param objectives at least 2, distinct
 */
public record Nsga2(int population, double crossover, List<Objective> objectives)
    implements Search {

  /*
   * The paper's binary variables become decisions: crossover takes each decision from either parent
   * with the same probability, and mutation draws each decision anew with probability 1 / their
   * number. A child that was trained before is drawn again, a few times; then a random candidate
   * takes its place. So a generation trains N new candidates.
   */

  private static final int DEFAULT_POPULATION = 16;
  private static final double DEFAULT_CROSSOVER = 0.9;

  /** Children drawn in vain before a random candidate is taken. */
  private static final int MAX_DRAWS = 10;

  public Nsga2 {
    if (population < 4) {
      throw new IllegalArgumentException("population must be at least 4, but was " + population);
    }
    if (!(crossover >= 0 && crossover <= 1)) {
      throw new IllegalArgumentException("crossover must be in [0, 1], but was " + crossover);
    }
    objectives = List.copyOf(objectives);
    if (objectives.size() < 2 || objectives.stream().distinct().count() < objectives.size()) {
      throw new IllegalArgumentException(
          "nsga2 must have at least 2 different objectives, but had "
              + objectives.stream().map(Objective::word).toList());
    }
  }

  /** With the paper's crossover, and a population for budgets of 50 to some hundred candidates. */
  public Nsga2(List<Objective> objectives) {
    this(DEFAULT_POPULATION, DEFAULT_CROSSOVER, objectives);
  }

  @Override
  public SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    SearchRun run = new SearchRun(task, evaluator, progress);
    RandomGenerator random = task.seed().child("nsga2").generator();
    Decisions decisions = task.space().decisions();
    List<Outcome.Trained> parents = List.of();
    while (!run.isOver()) {
      List<Architecture> alive = new ArrayList<>();
      parents.forEach(parent -> alive.add(parent.architecture()));
      alive.addAll(children(run, parents, decisions, random));
      List<Outcome.Trained> individuals =
          alive.stream().map(run::trained).flatMap(Optional::stream).toList();
      parents =
          NonDominatedSort.bestFirst(individuals, objectives).stream().limit(population).toList();
    }
    return run.result();
  }

  /** The next generation, evaluated. */
  private List<Architecture> children(
      SearchRun run, List<Outcome.Trained> parents, Decisions decisions, RandomGenerator random) {
    Mating mating =
        new Mating(parents, NonDominatedSort.of(parents, objectives), decisions, random);
    List<Architecture> children = new ArrayList<>();
    while (children.size() < population && run.hasRoom()) {
      Stream.generate(mating::child)
          .limit(parents.isEmpty() ? 0 : MAX_DRAWS)
          .filter(run::propose)
          .findFirst()
          .or(() -> run.proposeUnseen(random))
          .ifPresent(children::add);
    }
    run.evaluateBatch();
    return children;
  }

  /** Draws children of a sorted population. */
  private final class Mating {
    private final List<Outcome.Trained> parents;
    private final NonDominatedSort sort;
    private final Decisions decisions;
    private final RandomGenerator random;

    Mating(
        List<Outcome.Trained> parents,
        NonDominatedSort sort,
        Decisions decisions,
        RandomGenerator random) {
      this.parents = parents;
      this.sort = sort;
      this.decisions = decisions;
      this.random = random;
    }

    Architecture child() {
      int[] child = parent();
      if (random.nextDouble() < crossover) {
        int[] other = parent();
        Arrays.setAll(child, i -> random.nextBoolean() ? child[i] : other[i]);
      }
      for (int i = 0; i < child.length; i++) {
        if (random.nextInt(child.length) == 0) {
          child[i] = random.nextInt(decisions.options().get(i));
        }
      }
      return decisions.decode().apply(child);
    }

    /** The better of two individuals, as a copy of its decisions. */
    private int[] parent() {
      int one = random.nextInt(parents.size());
      int other = random.nextInt(parents.size());
      Outcome.Trained better = parents.get(sort.isBetter(other, one) ? other : one);
      return decisions.encode().apply(better.architecture()).clone();
    }
  }
}
