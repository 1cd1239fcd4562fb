package io.proxynas.engine.torch.function;

import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import org.bytedeco.pytorch.Tensor;

/**
 * A network's flat vector on a device, each part in a tensor of its own: what is trained, its
 * gradients, and running statistics. The tensors of the parameters are views of them, so that each
 * part goes over in one copy. libtorch counts the changes of a tensor: a forward pass that moves
 * statistics does not change the weights that the backward pass needs.
 */
public final class FlatParameters {

  private final Program program;
  private final Values values;
  private final Tensor trained;
  private final Tensor running;
  private final Tensor gradients;

  /**
   * All zero; made in the scope of what frees it.
   *
   * @param trains whether there are gradients
   */
  public FlatParameters(Program program, boolean trains, Values values) {
    this.program = program;
    this.values = values;
    trained = values.zeros(program.trainable());
    running = values.zeros(program.size() - program.trainable());
    gradients = values.zeros(trains ? program.trainable() : 0);
  }

  /** The parameters as a pass needs them. */
  public Parameters of(Pass pass) {
    return new Parameters(program, pass, this);
  }

  public Tensor trained() {
    return trained;
  }

  public Tensor running() {
    return running;
  }

  /** Of the trained part, with respect to the loss of the last backward pass. */
  public Tensor gradients() {
    return gradients;
  }

  /** Takes over a network's vector. */
  public void load(float[] weights) {
    values.put(weights, 0, trained);
    values.put(weights, program.trainable(), running);
  }

  /** Copies all to a network's vector. */
  public void store(float[] weights) {
    values.get(trained, weights, 0);
    storeRunning(weights);
  }

  /** Copies running statistics to a network's vector. */
  public void storeRunning(float[] weights) {
    values.get(running, weights, program.trainable());
  }

  /** Before a backward pass, which adds. */
  public void clearGradients() {
    gradients.zero_();
  }

  /** Copies the gradients of the trained part. */
  public void storeGradients(float[] into) {
    values.get(gradients, into, 0);
  }
}
