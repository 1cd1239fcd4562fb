package io.proxynas.engine.internal.kernel;

/** One operation of an executable, with its calls and the memory that they work on. */
public interface Kernel {

  /** Takes the parameters over from the flat vector, after they have changed. */
  default void load() {}

  /** Lets ReLUs keep the slopes of the last forward pass, or take them anew. */
  default void holdGates(boolean hold) {}

  /** Computes the output's values from the input's. */
  void forward();

  /**
   * Computes the input's gradient from the output's, where the input has one, and stores those of
   * the parameters, where the pass asks for them. Convolution, pooling and normalisation only read
   * the output's gradient, which several values may share; others may overwrite it.
   */
  void backward();
}
