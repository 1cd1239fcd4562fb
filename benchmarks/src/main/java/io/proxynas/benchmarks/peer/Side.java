package io.proxynas.benchmarks.peer;

/** Who does the work in this JVM. */
enum Side {
  ENGINE,
  DL4J
}
