package io.proxynas.arbiter.internal.network;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * An Arbiter candidate as an architecture; equal by its id.
 *
 * @param id its own in its search or space
 * @param source gives what it is; throws if DL4J cannot build it
 * @param madeFor images of this shape alone; empty for any
 */
public record ArbiterArchitecture(
    String id, Supplier<Blueprint> source, Optional<ImageShape> madeFor) implements Architecture {

  /** A candidate of a search. */
  public ArbiterArchitecture(String id, Blueprint blueprint) {
    this(id, () -> blueprint, Optional.empty());
  }

  /** What it is. */
  public Blueprint blueprint() {
    return source.get();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the space is not made for such images and classes, or DL4J
   *     cannot build the network
   */
  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    if (madeFor.isPresent() && !madeFor.get().equals(input)) {
      throw new IllegalArgumentException(
          "the space must be made for images of %s, but is made for %s"
              .formatted(input, madeFor.get()));
    }
    ComputationGraphConfiguration graph = blueprint().graph(seed);
    InputShapes.requireClasses(graph, classes);
    return graph;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArbiterArchitecture architecture && architecture.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
