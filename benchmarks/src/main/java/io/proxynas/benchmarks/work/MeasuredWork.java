package io.proxynas.benchmarks.work;

import java.util.List;

/** A piece of work that is measured: rounds, all of the same size. */
public interface MeasuredWork extends AutoCloseable {

  /** The number of trained values of one network. */
  long parameters();

  /**
   * Floating-point operations of one round, two a multiply-add; those of a backward pass are what
   * the gradients of its convolutions and dense layers need, twice a forward pass.
   */
  long flops();

  /** Runs until rounds take as long as they will. */
  default void warmUp() throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < 3 || System.nanoTime() - start < 5_000_000_000L; i++) {
      round();
    }
  }

  /**
   * Does the work once.
   *
   * @return what came out of it, such as a loss; finite if all is well
   */
  double round() throws InterruptedException;

  /** The parts of the last round, where it has any that are told apart. */
  default List<Part> parts() {
    return List.of();
  }

  /**
   * One part of a round.
   *
   * @param name without tabs
   * @param seconds of the processor
   * @param result what came out of it, such as an accuracy
   */
  record Part(String name, double seconds, double result) {}

  @Override
  void close();
}
