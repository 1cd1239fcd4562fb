package io.proxynas.nas.space;

import io.proxynas.engine.architecture.Architecture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A finite set of architectures to search. Implementations are values; their {@code toString} names
 * the space with its options, for messages and for the journal's header.
 */
public interface SearchSpace {

  /** The name on the command line, such as {@code convnet}. */
  String name();

  /** The exact number of distinct architectures. */
  long size();

  /** Every architecture once, in the same order on each call. */
  Stream<Architecture> architectures();

  /** One architecture, each with the same probability. */
  Architecture random(RandomGenerator random);

  /** Whether the architecture belongs to this space. */
  boolean contains(Architecture architecture);

  /**
   * The architecture of this space with this id.
   *
   * @throws IllegalArgumentException if the id is malformed or names an architecture outside
   */
  Architecture parse(String id);

  /** The architectures of this space as genes. */
  ArchitectureCodec codec();
}
