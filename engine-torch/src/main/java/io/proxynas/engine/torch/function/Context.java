package io.proxynas.engine.torch.function;

import io.proxynas.engine.backend.Pass;
import java.util.random.RandomGenerator;

/** What the functions of a program share. */
public final class Context {

  private final int batch;
  private final Pass pass;
  private final Parameters parameters;
  private final RandomGenerator masks;
  private final Values values;

  /**
   * Made in the scope of the program, which frees all tensors.
   *
   * @param batch images at a time
   * @param masks draws what dropout keeps
   */
  public Context(
      int batch, Pass pass, FlatParameters parameters, RandomGenerator masks, Values values) {
    this.batch = batch;
    this.pass = pass;
    this.parameters = parameters.of(pass);
    this.masks = masks;
    this.values = values;
  }

  int batch() {
    return batch;
  }

  Pass pass() {
    return pass;
  }

  Parameters parameters() {
    return parameters;
  }

  RandomGenerator masks() {
    return masks;
  }

  Values values() {
    return values;
  }
}
