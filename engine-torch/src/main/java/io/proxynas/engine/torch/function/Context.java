package io.proxynas.engine.torch.function;

import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** What the functions of an executable share. */
public final class Context {

  private final Program program;
  private final int batch;
  private final Pass pass;
  private final NetworkState state;
  private final Values values;
  private final Parameters parameters;
  private final List<BatchNormalization> moving = new ArrayList<>();

  /** Made in the scope of the executable, which frees all tensors. */
  public Context(Program program, int batch, Pass pass, NetworkState state, Values values) {
    this.program = program;
    this.batch = batch;
    this.pass = pass;
    this.state = state;
    this.values = values;
    parameters = new Parameters(program, pass, state, values);
  }

  public Pass pass() {
    return pass;
  }

  public Values values() {
    return values;
  }

  public Parameters parameters() {
    return parameters;
  }

  NetworkState state() {
    return state;
  }

  int batch() {
    return batch;
  }

  /** The images of a step, with a gradient where the pass has one. */
  public Tensor images(float[] from, int offset) {
    Tensor images =
        values.of(
            from,
            offset,
            batch,
            program.input().channels(),
            program.input().height(),
            program.input().width());
    images.set_requires_grad(pass.pixelGradients());
    return images;
  }

  /** Adds one whose statistics are moved after each forward pass. */
  void moves(BatchNormalization normalization) {
    moving.add(normalization);
  }

  /** After a forward pass. */
  public void moveStatistics() {
    moving.forEach(BatchNormalization::moveStatistics);
  }
}
