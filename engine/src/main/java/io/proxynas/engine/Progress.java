package io.proxynas.engine;

/** Hears how far a long piece of work has come. Called from the thread that does the work. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * {@code done} of {@code total} units (iterations, candidates, epochs) are finished.
   *
   * @param done units finished, in [0, total]
   * @param total units in all
   */
  void at(long done, long total);
}
