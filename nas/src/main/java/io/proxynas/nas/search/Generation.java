package io.proxynas.nas.search;

import io.jenetics.IntegerGene;
import io.jenetics.Phenotype;
import io.jenetics.engine.Evaluator;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import io.jenetics.util.Seq;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.space.ArchitectureCodec;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * Gives the individuals of a Jenetics population their fitness: evaluates the new architectures
 * among them as one batch, and takes the others from memory.
 */
final class Generation implements Evaluator<IntegerGene, Fitness> {

  /*
   * On a small space most children repeat an architecture that is known, and a constraint refuses
   * others. If fewer than MIN_NEW of the population are new, random unseen architectures take the
   * place of those (random immigrants: Grefenstette, PPSN 1992). So every generation whose children
   * differ from their parents has a new candidate, and a converged population keeps exploring.
   */

  /** The least fraction of new architectures in a generation. */
  private static final double MIN_NEW = 0.25;

  private final SearchRun run;
  private final ArchitectureCodec codec;
  private final RandomGenerator random;

  Generation(SearchRun run, ArchitectureCodec codec, RandomGenerator random) {
    this.run = run;
    this.codec = codec;
    this.random = random;
  }

  @Override
  public ISeq<Phenotype<IntegerGene, Fitness>> eval(
      Seq<Phenotype<IntegerGene, Fitness>> population) {
    MSeq<Phenotype<IntegerGene, Fitness>> individuals = MSeq.of(population);
    if (individuals.stream().allMatch(Phenotype::isEvaluated)) {
      return individuals.toISeq(); // what a search began with, or nobody was altered
    }
    Queue<Integer> repeats = new ArrayDeque<>();
    for (int i = 0; i < individuals.size(); i++) {
      Phenotype<IntegerGene, Fitness> individual = individuals.get(i);
      if (individual.nonEvaluated() && !run.propose(codec.decode(individual.genotype()))) {
        repeats.add(i);
      }
    }
    while (run.batchSize() < Math.ceil(MIN_NEW * individuals.size()) && run.hasRoom()) {
      run.proposeUnseen(random).ifPresent(immigrant -> settle(immigrant, repeats, individuals));
    }
    run.evaluateBatch();
    return individuals.map(this::evaluated).toISeq();
  }

  /** Puts a new architecture in the place of a repeat, if there is one. */
  private void settle(
      Architecture immigrant,
      Queue<Integer> repeats,
      MSeq<Phenotype<IntegerGene, Fitness>> individuals) {
    Integer place = repeats.poll();
    if (place != null) {
      long generation = individuals.get(place).generation();
      individuals.set(place, Phenotype.of(codec.encode(immigrant), generation));
    }
  }

  /** By the latest outcome, since a ladder may have promoted an older individual meanwhile. */
  private Phenotype<IntegerGene, Fitness> evaluated(Phenotype<IntegerGene, Fitness> individual) {
    return individual.withFitness(fitness(codec.decode(individual.genotype())));
  }

  private Fitness fitness(Architecture architecture) {
    return run.trained(architecture).map(this::fitness).orElse(Fitness.NONE);
  }

  private Fitness fitness(Outcome.Trained outcome) {
    return new Fitness(outcome.rung(), run.round().merit().of(outcome));
  }

  /** The best of what is known at the beginning, evaluated. */
  ISeq<Phenotype<IntegerGene, Fitness>> first(int population) {
    return run.round().best(population).stream()
        .map(o -> Phenotype.of(codec.encode(o.architecture()), 1, fitness(o)))
        .collect(ISeq.toISeq());
  }
}
