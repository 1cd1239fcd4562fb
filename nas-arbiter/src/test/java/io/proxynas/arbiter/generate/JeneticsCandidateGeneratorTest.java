package io.proxynas.arbiter.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.arbiter.Searches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;

class JeneticsCandidateGeneratorTest {

  private static final ScoreFunction ACCURACY =
      new EvaluationScoreFunction(Evaluation.Metric.ACCURACY);

  private static final int SEEDS = 160;

  /** The best score of a search whose scores are a function of the flat parameters. */
  private static double best(
      CandidateGenerator generator, int budget, ToDoubleFunction<double[]> score) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < budget; i++) {
      Candidate<?> candidate = generator.getCandidate();
      double value = score.applyAsDouble(candidate.getFlatParameters());
      generator.reportResults(result(candidate, value));
      best = Math.max(best, value);
    }
    return best;
  }

  private static OptimizationResult result(Candidate<?> candidate, Double score) {
    return new OptimizationResult(
        candidate, score, candidate.getIndex(), null, new CandidateInfo(), null);
  }

  /** Smooth, with its top at different places in each direction. */
  private static double sphere(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = x[i] - (i + 1.0) / (x.length + 1);
      sum += distance * distance;
    }
    return -sum;
  }

  /** Rastrigin's function: a hill with many others on it. */
  private static double rastrigin(double[] x) {
    double sum = 0;
    for (double v : x) {
      double y = 4 * (v - 0.37);
      sum += y * y - 2 * Math.cos(2 * Math.PI * y) + 2;
    }
    return -sum;
  }

  /** Options of equal width, of which one in each direction is best, and pairs help each other. */
  private static double steps(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      int option = (int) (4 * x[i]);
      int before = (int) (4 * x[(i + x.length - 1) % x.length]);
      sum += (option == i % 4 ? 1 : 0) + (option == i % 4 && before == (i + 3) % 4 ? 1 : 0);
    }
    return sum;
  }

  static Stream<Arguments> objectives() {
    return Stream.of(
        Arguments.of("sphere", (ToDoubleFunction<double[]>) x -> sphere(x)),
        Arguments.of("rastrigin", (ToDoubleFunction<double[]>) x -> rastrigin(x)),
        Arguments.of("steps", (ToDoubleFunction<double[]>) x -> steps(x)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objectives")
  void search_isBetterThanArbitersOnTheSameSpaceAndBudget(
      String name, ToDoubleFunction<double[]> objective) {
    for (int budget : new int[] {50, 100, 200}) {
      double wins = 0;
      double ours = 0;
      double arbiters = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        double a = best(arbiters(seed), budget, objective);
        double b = best(jenetics(seed), budget, objective);
        wins += b > a ? 1 : b == a ? 0.5 : 0;
        ours += b / SEEDS;
        arbiters += a / SEEDS;
      }
      System.out.printf(
          Locale.ROOT,
          "%s, %d candidates: Jenetics %.3f, Arbiter %.3f, Jenetics better in %.1f of %d%n",
          name,
          budget,
          ours,
          arbiters,
          wins,
          SEEDS);
      assertThat(ours).isGreaterThan(arbiters);
      assertThat(wins).isGreaterThan(SEEDS / 2.0);
    }
  }

  private static ParameterSpace<?> space() {
    return new Sum(6);
  }

  private static CandidateGenerator jenetics(int seed) {
    JeneticsCandidateGenerator generator = new JeneticsCandidateGenerator(space(), ACCURACY);
    generator.setRngSeed(seed);
    return generator;
  }

  private static CandidateGenerator arbiters(int seed) {
    return new GeneticSearchCandidateGenerator.Builder(space(), ACCURACY)
        .selectionOperator(
            new GeneticSelectionOperator.Builder()
                .randomGenerator(generator(seed))
                .crossoverOperator(
                    new SinglePointCrossover.Builder()
                        .randomGenerator(generator(seed + 1))
                        // its own default has a generator without a seed
                        .parentSelection(new RandomTwoParentSelection(generator(seed + 3)))
                        .build())
                .mutationOperator(
                    new RandomMutationOperator.Builder()
                        .randomGenerator(generator(seed + 2))
                        .build())
                .build())
        .build();
  }

  private static JDKRandomGenerator generator(int seed) {
    JDKRandomGenerator generator = new JDKRandomGenerator();
    generator.setSeed(31 * seed);
    return generator;
  }

  private static List<String> history(
      CandidateGenerator generator, ToDoubleFunction<double[]> score) {
    List<String> history = new ArrayList<>();
    best(
        generator,
        60,
        x -> {
          history.add(Arrays.toString(x));
          return score.applyAsDouble(x);
        });
    return history;
  }

  @Test
  void sameSeed_givesTheSameCandidates() {
    List<String> history = history(jenetics(3), x -> sphere(x));
    assertThat(history(jenetics(3), x -> sphere(x))).isEqualTo(history);
    assertThat(history(jenetics(4), x -> sphere(x))).isNotEqualTo(history);
  }

  @Test
  void arbitersOwn_sameSeed_givesTheSameCandidates() {
    assertThat(history(arbiters(3), x -> sphere(x)))
        .isEqualTo(history(arbiters(3), x -> sphere(x)));
  }

  @Test
  void lowerScores_areBetterIfTheScoreFunctionSaysSo() {
    CandidateGenerator lowest =
        new JeneticsCandidateGenerator(space(), new TestSetLossScoreFunction());
    CandidateGenerator highest = new JeneticsCandidateGenerator(space(), ACCURACY);
    assertThat(history(lowest, x -> -sphere(x))).isEqualTo(history(highest, x -> sphere(x)));
  }

  @Test
  void smallSpace_isProposedWithoutRepeats() {
    JeneticsCandidateGenerator generator =
        new JeneticsCandidateGenerator(new Sum(0, 3, 4), ACCURACY);
    Set<Object> values = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      Candidate<?> candidate = generator.getCandidate();
      values.add(candidate.getValue());
      generator.reportResults(result(candidate, (double) i));
    }
    assertThat(values).hasSize(12);
    // no end: others decide that
    assertThat(values).contains(generator.getCandidate().getValue());
  }

  @Test
  void failures_areNotBred() {
    List<String> untold = halfOfThemFailing();
    assertThat(halfOfThemFailing((Double) null)).isEqualTo(untold);
    assertThat(halfOfThemFailing(Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(untold);
  }

  /** The candidates of a search, those of one half of the space with these results. */
  private static List<String> halfOfThemFailing(Double... results) {
    CandidateGenerator generator = jenetics(3);
    List<String> history = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Candidate<?> candidate = generator.getCandidate();
      double[] values = candidate.getFlatParameters();
      history.add(Arrays.toString(values));
      if (values[0] < 0.5) {
        generator.reportResults(result(candidate, sphere(values)));
      } else {
        Stream.of(results).forEach(failure -> generator.reportResults(result(candidate, failure)));
      }
    }
    return history;
  }

  @Test
  void generator_goesThroughJson() throws Exception {
    JeneticsCandidateGenerator generator =
        new JeneticsCandidateGenerator(Searches.chain().build(), ACCURACY.minimize(), 8);
    var mapper = JsonMapper.getMapper();
    String json = mapper.writeValueAsString(generator);
    CandidateGenerator copy = mapper.readValue(json, CandidateGenerator.class);
    assertThat(copy).isInstanceOf(JeneticsCandidateGenerator.class);
    assertThat(mapper.writeValueAsString(copy)).isEqualTo(json);
    assertThat(copy.getCandidate().getFlatParameters())
        .isEqualTo(generator.getCandidate().getFlatParameters());
  }

  @Test
  void population_mustBeAtLeast4() {
    assertThatThrownBy(() -> new JeneticsCandidateGenerator(space(), false, 3))
        .hasMessage("population must be at least 4, but was 3");
  }
}
