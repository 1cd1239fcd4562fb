package io.proxynas.arbiter.generate;

import io.jenetics.Alterer;
import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.GaussianMutator;
import io.jenetics.Genotype;
import io.jenetics.Mutator;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.BaseCandidateGenerator;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A genetic search over any parameter space, on Jenetics: in place of Arbiter's {@code
 * GeneticSearchCandidateGenerator}. Each result enters the population at once, so no worker waits
 * for a generation, and no candidate is proposed that has the values of an earlier one, as long as
 * others can be found.
 *
 * <p>The first candidates are a Latin hypercube (McKay, Beckman and Conover, Technometrics 21,
 * 1979). Each later one has two parents from tournaments among the best, uniform crossover, and
 * mutations both small and large. With one candidate at a time, the same seed and scores give the
 * same candidates.
 */
@JsonIgnoreProperties({
  "candidateCounter",
  "rng",
  "candidate",
  "initDone",
  "dataParameters",
  "leaves",
  "proposed",
  "best",
  "random",
  "first"
})
public final class JeneticsCandidateGenerator extends BaseCandidateGenerator<Object> {

  /** Individuals that breed, unless told otherwise. */
  public static final int POPULATION = 16;

  private static final TournamentSelector<DoubleGene, Double> SELECTOR =
      new TournamentSelector<>(3);

  private static final Alterer<DoubleGene, Double> ALTERER =
      new UniformCrossover<DoubleGene, Double>(0.7, 0.5)
          .andThen(new Mutator<>(0.1))
          .andThen(new GaussianMutator<>(0.3));

  /** Tries to find a candidate with values of its own. */
  private static final int ATTEMPTS = 50;

  private final int population;
  private final boolean minimize;
  private final List<ParameterSpace<?>> leaves;
  private final Set<String> proposed = new HashSet<>();
  private final List<Phenotype<DoubleGene, Double>> best = new ArrayList<>();
  private RandomGenerator random;
  private Deque<double[]> first;

  /**
   * A search at its beginning.
   *
   * @param parameterSpace to search
   * @param minimize whether lower scores are better, as the score function says
   * @param population individuals that breed, at least 4; as many candidates come before them
   */
  @JsonCreator
  public JeneticsCandidateGenerator(
      @JsonProperty("parameterSpace") ParameterSpace<?> parameterSpace,
      @JsonProperty("minimize") boolean minimize,
      @JsonProperty("population") int population) {
    super(untyped(parameterSpace), null, false);
    if (population < 4) {
      throw new IllegalArgumentException("population must be at least 4, but was " + population);
    }
    this.population = population;
    this.minimize = minimize;
    initialize();
    leaves = leaves(parameterSpace);
    random = generator(1);
    first = latinHypercube();
  }

  /** With a population of {@value #POPULATION}. */
  public JeneticsCandidateGenerator(ParameterSpace<?> parameterSpace, ScoreFunction function) {
    this(parameterSpace, function.minimize(), POPULATION);
  }

  @SuppressWarnings("unchecked") // the base class only reads values
  private static ParameterSpace<Object> untyped(ParameterSpace<?> space) {
    return (ParameterSpace<Object>) space;
  }

  private static List<ParameterSpace<?>> leaves(ParameterSpace<?> space) {
    List<ParameterSpace<?>> leaves = new ArrayList<>();
    LeafUtils.getUniqueObjects(space.collectLeaves()).forEach(leaves::add);
    return leaves;
  }

  private static RandomGenerator generator(long seed) {
    return new Seed(seed).child("jenetics search").generator();
  }

  /** Begins anew with another seed. */
  @Override
  public void setRngSeed(long seed) {
    super.setRngSeed(seed);
    random = generator(seed);
    first = latinHypercube();
  }

  /** In each direction, one value in each of as many equal parts. */
  private Deque<double[]> latinHypercube() {
    double[][] points = new double[population][parameterSpace.numParameters()];
    for (int i = 0; i < parameterSpace.numParameters(); i++) {
      int[] parts = IntStream.range(0, population).toArray();
      Shuffle.all(parts, random);
      for (int n = 0; n < population; n++) {
        points[n][i] = (parts[n] + random.nextDouble()) / population;
      }
    }
    return new ArrayDeque<>(List.of(points));
  }

  @Override
  public boolean hasMoreCandidates() {
    return true;
  }

  @Override
  public Candidate<?> getCandidate() {
    double[] values = propose();
    int index = candidateCounter.getAndIncrement();
    try {
      return new Candidate<>(parameterSpace.getValue(values), index, values);
    } catch (RuntimeException e) { // the runner counts it as failed
      return new Candidate<>((Object) null, index, values, null, e);
    }
  }

  private double[] propose() {
    double[] values = first.isEmpty() ? child() : first.remove();
    for (int i = 0; i < ATTEMPTS && !proposed.add(text(values)); i++) {
      values = i < ATTEMPTS / 2 && !best.isEmpty() ? child() : random();
    }
    return values;
  }

  /** What the values mean: parameters of few options take the same one from many numbers. */
  private String text(double[] values) {
    return leaves.stream()
        .map(leaf -> String.valueOf(leaf.getValue(values)))
        .collect(Collectors.joining("|"));
  }

  private double[] random() {
    return random.doubles(parameterSpace.numParameters()).toArray();
  }

  private double[] child() {
    if (best.size() < 2) {
      return random();
    }
    return RandomRegistry.with(random, seeded -> bred());
  }

  private double[] bred() {
    ISeq<Phenotype<DoubleGene, Double>> parents =
        SELECTOR.select(ISeq.of(best), 2, minimize ? Optimize.MINIMUM : Optimize.MAXIMUM);
    Genotype<DoubleGene> child = ALTERER.alter(parents, 0).population().get(0).genotype();
    return child.chromosome().as(DoubleChromosome.class).toArray();
  }

  /** Takes a result into the population, if it is among the best. */
  @Override
  public void reportResults(OptimizationResult result) {
    Double score = result.getScore();
    if (score == null || !Double.isFinite(score)) {
      return;
    }
    double[] values = result.getCandidate().getFlatParameters();
    Genotype<DoubleGene> genotype =
        Genotype.of(
            DoubleChromosome.of(
                Arrays.stream(values)
                    .mapToObj(value -> DoubleGene.of(value, 0, 1))
                    .toArray(DoubleGene[]::new)));
    best.add(Phenotype.of(genotype, 0, score));
    Comparator<Phenotype<DoubleGene, Double>> ascending = Comparator.comparing(Phenotype::fitness);
    best.sort(minimize ? ascending : ascending.reversed());
    if (best.size() > population) {
      best.remove(population);
    }
  }

  @Override
  public Class<?> getCandidateType() {
    return Object.class;
  }

  @Override
  public String toString() {
    return "JeneticsCandidateGenerator(population=" + population + ")";
  }
}
