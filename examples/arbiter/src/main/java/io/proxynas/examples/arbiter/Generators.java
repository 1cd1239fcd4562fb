package io.proxynas.examples.arbiter;

import io.proxynas.arbiter.ArbiterProxy;
import io.proxynas.arbiter.generate.JeneticsCandidateGenerator;
import java.util.Locale;
import java.util.function.LongFunction;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;

/**
 * The Jenetics search against Arbiter's genetic one on the example's space, 60 candidates each,
 * over several seeds: {@code Generators [SEEDS]}. Candidates train on 10 random real images of each
 * class by the engine.
 */
public final class Generators {

  private static final int CANDIDATES = 60;

  private Generators() {}

  /** Prints the best score of each search. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    double[] sums = new double[2];
    double wins = 0;
    System.out.println("seed  Jenetics  Arbiter");
    for (int seed = 1; seed <= seeds; seed++) {
      double jenetics = best(seed, Generators::jenetics);
      double arbiters = best(seed, Generators::arbiters);
      sums[0] += jenetics / seeds;
      sums[1] += arbiters / seeds;
      wins += jenetics > arbiters ? 1 : jenetics == arbiters ? 0.5 : 0;
      System.out.printf(Locale.ROOT, "%4d    %.4f   %.4f%n", seed, jenetics, arbiters);
    }
    System.out.printf(
        Locale.ROOT,
        "mean    %.4f   %.4f   Jenetics better in %.1f of %d%n",
        sums[0],
        sums[1],
        wins,
        seeds);
  }

  private interface Maker {
    CandidateGenerator make(ParameterSpace<?> space, ScoreFunction function, long seed);
  }

  private static double best(long seed, Maker maker) {
    OptimizationConfiguration configuration = Before.configuration(CANDIDATES);
    ParameterSpace<?> space = configuration.getCandidateGenerator().getParameterSpace();
    configuration.setCandidateGenerator(maker.make(space, configuration.getScoreFunction(), seed));
    ArbiterProxy.accelerate(configuration, "random-ipc10");
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    return runner.bestScore();
  }

  private static CandidateGenerator jenetics(
      ParameterSpace<?> space, ScoreFunction function, long seed) {
    JeneticsCandidateGenerator generator = new JeneticsCandidateGenerator(space, function);
    generator.setRngSeed(seed);
    return generator;
  }

  private static CandidateGenerator arbiters(
      ParameterSpace<?> space, ScoreFunction function, long seed) {
    LongFunction<JDKRandomGenerator> random =
        part -> {
          JDKRandomGenerator generator = new JDKRandomGenerator();
          generator.setSeed(31 * seed + part);
          return generator;
        };
    return new GeneticSearchCandidateGenerator.Builder(space, function)
        .selectionOperator(
            new GeneticSelectionOperator.Builder()
                .randomGenerator(random.apply(0))
                .crossoverOperator(
                    new SinglePointCrossover.Builder().randomGenerator(random.apply(1)).build())
                .mutationOperator(
                    new RandomMutationOperator.Builder().randomGenerator(random.apply(2)).build())
                .build())
        .build();
  }
}
