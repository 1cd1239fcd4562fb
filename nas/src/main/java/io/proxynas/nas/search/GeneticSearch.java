package io.proxynas.nas.search;

import io.jenetics.EliteSelector;
import io.jenetics.IntegerGene;
import io.jenetics.Mutator;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.util.RandomRegistry;
import io.proxynas.engine.Progress;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.space.ArchitectureCodec;
import java.util.random.RandomGenerator;

/**
 * A genetic algorithm on Jenetics: tournament selection, uniform crossover, mutation, and the best
 * of each generation kept. A failure is less fit than any score.
 *
 * @param population individuals of a generation, at least 4
 * @param crossover probability that an individual swaps one decision with another, in [0, 1]
 * @param mutation probability that a decision is drawn anew, in (0, 1]
 */
public record GeneticSearch(int population, double crossover, double mutation) implements Search {

  /*
   * Jenetics breeds, the evaluator trains: the engine runs in the calling thread alone
   * (Runnable::run) on one seeded generator, and hands whole generations to Generation, which
   * evaluates them as one batch. Therefore the history depends on the seed and the scores only.
   * Codec and engine draw random numbers while they are built, so they are built before the seeded
   * generator is in place.
   */

  /**
   * For budgets of 50 to some hundred candidates. On the structured score of the test the
   * population is what matters (mean number of better networks left after 50 candidates of 720: 2
   * at 16, 5 at 24, 13 for random search); crossover in [0.2, 0.9] and mutation in [0.1, 0.2]
   * differ by noise.
   */
  public static final GeneticSearch DEFAULT = new GeneticSearch(16, 0.6, 0.15);

  /** The best of a generation that survive unchanged, as a fraction of the population. */
  private static final double SURVIVORS = 0.25;

  private static final int TOURNAMENT = 3;

  public GeneticSearch {
    if (population < 4) {
      throw new IllegalArgumentException("population must be at least 4, but was " + population);
    }
    if (!(crossover >= 0 && crossover <= 1)) {
      throw new IllegalArgumentException("crossover must be in [0, 1], but was " + crossover);
    }
    if (!(mutation > 0 && mutation <= 1)) {
      throw new IllegalArgumentException("mutation must be in (0, 1], but was " + mutation);
    }
  }

  @Override
  public SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    SearchRun run = new SearchRun(task, evaluator, progress);
    RandomGenerator random = task.seed().child("genetic search").generator();
    ArchitectureCodec codec = task.space().codec();
    Generation generation = new Generation(run, codec, random);
    Engine<IntegerGene, Fitness> engine = engine(codec, generation);
    return RandomRegistry.with(
        random,
        seeded -> {
          engine.stream(generation.first(population)).limit(g -> !run.isOver()).forEach(g -> {});
          return run.result();
        });
  }

  private Engine<IntegerGene, Fitness> engine(ArchitectureCodec codec, Generation generation) {
    return new Engine.Builder<>(generation, codec.encoding())
        .executor(Runnable::run)
        .maximizing()
        .maximalPhenotypeAge(Long.MAX_VALUE) // the best stay, however long
        .populationSize(population)
        .survivorsFraction(SURVIVORS)
        .survivorsSelector(new EliteSelector<>())
        .offspringSelector(new TournamentSelector<>(TOURNAMENT))
        .alterers(new UniformCrossover<>(crossover, 1), new Mutator<>(mutation))
        .build();
  }
}
