package io.proxynas.nas.search;

import io.proxynas.engine.architecture.Architecture;

/**
 * What a candidate must satisfy before it is trained. A value: the same architecture gets the same
 * answer each time, and {@code toString} says the rule, as in {@code at most 50,000 parameters}.
 */
@FunctionalInterface
public interface Constraint {

  /** Lets every candidate through. */
  Constraint NONE = architecture -> true;

  /** Whether the candidate may be trained. */
  boolean admits(Architecture architecture);
}
