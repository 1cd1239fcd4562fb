package io.proxynas.arbiter.internal.network;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** An Arbiter candidate as an architecture; equal by its id. */
public final class ArbiterArchitecture implements Architecture {

  private final String id;
  private final Supplier<Blueprint> blueprint;
  private final Optional<ImageShape> madeFor;

  /**
   * A candidate of a search.
   *
   * @param id its own in its search
   * @param blueprint what it is
   */
  public ArbiterArchitecture(String id, Blueprint blueprint) {
    this(id, () -> blueprint, Optional.empty());
  }

  /**
   * A member of a space.
   *
   * @param id its own in its space
   * @param blueprint gives what it is; throws if DL4J cannot build it
   * @param madeFor images of this shape alone; empty for any
   */
  public ArbiterArchitecture(
      String id, Supplier<Blueprint> blueprint, Optional<ImageShape> madeFor) {
    this.id = id;
    this.blueprint = blueprint;
    this.madeFor = madeFor;
  }

  @Override
  public String id() {
    return id;
  }

  /** What it is. */
  public Blueprint blueprint() {
    return blueprint.get();
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
