package io.proxynas.nas.space;

import io.jenetics.Genotype;
import io.jenetics.IntegerChromosome;
import io.jenetics.IntegerGene;
import io.jenetics.engine.InvertibleCodec;
import io.jenetics.util.Factory;
import io.proxynas.engine.architecture.Architecture;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Architectures as Jenetics genotypes: an architecture is a list of decisions, and decision {@code
 * i} is a chromosome of one integer gene in [0, {@code options[i]}). One chromosome a decision,
 * because Jenetics wants the genes of a chromosome to share their range; a crossover of two parents
 * then swaps one whole decision.
 *
 * <p>This class alone knows how genes mean architectures. Jenetics draws from its random registry
 * while the codec is built, so build it before entering {@code RandomRegistry.with}.
 */
public final class ArchitectureCodec implements InvertibleCodec<Architecture, IntegerGene> {

  private final Decisions decisions;
  private final Genotype<IntegerGene> template;

  /** A codec for architectures that are made by these decisions. */
  ArchitectureCodec(Decisions decisions) {
    this.decisions = decisions;
    this.template =
        Genotype.of(decisions.options().stream().map(n -> IntegerChromosome.of(0, n)).toList());
  }

  /** A factory of uniformly random genotypes. */
  @Override
  public Factory<Genotype<IntegerGene>> encoding() {
    return template;
  }

  @Override
  public Function<Genotype<IntegerGene>, Architecture> decoder() {
    return genotype ->
        decisions
            .decode()
            .apply(genotype.stream().mapToInt(chromosome -> chromosome.gene().allele()).toArray());
  }

  @Override
  public Function<Architecture, Genotype<IntegerGene>> encoder() {
    return architecture -> {
      int[] options = decisions.encode().apply(architecture);
      return Genotype.of(
          IntStream.range(0, options.length).mapToObj(i -> chromosome(i, options[i])).toList());
    };
  }

  private IntegerChromosome chromosome(int decision, int option) {
    return IntegerChromosome.of(template.get(decision).gene().newInstance(option));
  }

  @Override
  public String toString() {
    return "ArchitectureCodec" + decisions.options();
  }
}
