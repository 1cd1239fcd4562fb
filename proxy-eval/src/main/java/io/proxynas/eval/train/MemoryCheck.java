package io.proxynas.eval.train;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Demand;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.eval.report.Machine;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.check.Shown;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Refuses a space of which no candidate can be trained, before any work is done. Where some can,
 * the others become failed outcomes, each with its reason.
 *
 * @param limit of the memory
 */
public record MemoryCheck(MemoryLimit limit) {

  /** The most candidates to look at. */
  private static final int LOOKED = 1000;

  /** The memory of this machine, shared among workers, or of its cards where these compute. */
  public static MemoryCheck ofThisMachine(int workers) {
    return of(BackendChoice.automatic(), workers);
  }

  /** Of several cards of one model the one that has the least free is taken for each of them. */
  static MemoryCheck of(BackendChoice choice, int workers) {
    long heap = Runtime.getRuntime().maxMemory();
    OptionalLong free = choice.backend().freeBytes();
    if (free.isEmpty()) {
      return new MemoryCheck(
          new MemoryLimit(heap, Machine.current().memoryBytes() - heap, workers));
    }
    int each = (workers + choice.devices().size() - 1) / choice.devices().size();
    String card = "free memory of " + choice.devices().get(0);
    return new MemoryCheck(
        new MemoryLimit(
            heap, new MemoryLimit.Memory(card, free.getAsLong(), Math.max(1, each)), workers));
  }

  /**
   * Looks for a candidate that fits, of a large space among {@value #LOOKED} random ones.
   *
   * @param cost of training and scoring one
   * @throws IllegalArgumentException if there is none, with the reason of the first
   */
  public void require(SearchSpace space, Function<Architecture, Demand> cost) {
    List<IllegalArgumentException> refusals = new ArrayList<>();
    Iterator<Architecture> architectures = looked(space).iterator();
    while (architectures.hasNext()) {
      Architecture architecture = architectures.next();
      try {
        limit.require(architecture, cost.apply(architecture));
        return;
      } catch (UnsupportedLayerException e) {
        return; // DL4J trains it
      } catch (IllegalArgumentException e) {
        refusals.add(e);
      } catch (RuntimeException e) { // as DL4J tells of layers that do not fit together
        refusals.add(
            new IllegalArgumentException(
                "a candidate must be a network that can be built, but %s cannot: %s"
                    .formatted(architecture.id(), Shown.reason(e)),
                e));
      }
    }
    throw refusals.get(0);
  }

  /**
   * The most that a candidate takes, of a large space the most of {@value #LOOKED} random ones;
   * what DL4J trains and what cannot be trained is left out.
   *
   * @param cost of training and scoring one
   */
  public static Demand largest(SearchSpace space, Function<Architecture, Demand> cost) {
    return looked(space)
        .map(architecture -> estimated(architecture, cost))
        .flatMap(Optional::stream)
        .reduce(new Demand(0, 0, 0), Demand::max);
  }

  private static Optional<Demand> estimated(
      Architecture architecture, Function<Architecture, Demand> cost) {
    try {
      return Optional.of(cost.apply(architecture));
    } catch (RuntimeException e) {
      return Optional.empty(); // its training will say why
    }
  }

  private static Stream<Architecture> looked(SearchSpace space) {
    RandomGenerator random = new Seed(1).generator();
    return space.size() <= LOOKED
        ? space.architectures()
        : Stream.generate(() -> space.random(random)).limit(LOOKED);
  }
}
