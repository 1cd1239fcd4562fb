package io.proxynas.arbiter.network;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** An Arbiter candidate as an architecture; equal by its id. */
public final class ArbiterArchitecture implements Architecture {

  private final String id;
  private final Blueprint blueprint;

  /**
   * A candidate.
   *
   * @param id its own in its search
   * @param blueprint what it is
   */
  public ArbiterArchitecture(String id, Blueprint blueprint) {
    this.id = id;
    this.blueprint = blueprint;
  }

  @Override
  public String id() {
    return id;
  }

  /** What it is. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the space is not made for such images and classes, or DL4J
   *     cannot build the network
   */
  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    ComputationGraphConfiguration graph = blueprint.graph(seed);
    InputShapes.require(graph, input, classes);
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
