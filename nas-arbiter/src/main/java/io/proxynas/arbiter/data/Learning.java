package io.proxynas.arbiter.data;

/** Who trains candidates. */
public enum Learning {
  /** The engine; DL4J where the engine does not know a part of a network. */
  ENGINE,
  /** DL4J's own {@code fit}. */
  DL4J
}
