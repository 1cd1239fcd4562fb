package io.proxynas.engine.torch.function;

import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/**
 * A network's flat vector on a device. The tensors of the parameters are views of it, and their
 * gradients, where the pass has any, views of a vector of gradients; so each goes over in one copy.
 */
public final class Parameters {

  private final NetworkState state;
  private final Values values;
  private final Tensor flat;
  private final @Nullable Tensor gradients;
  private final Map<Integer, Tensor> byOffset = new HashMap<>();

  Parameters(Program program, Pass pass, NetworkState state, Values values) {
    this.state = state;
    this.values = values;
    flat = values.zeros(program.size());
    boolean trained = pass.weightGradients() && program.trainable() > 0;
    gradients = trained ? values.zeros(program.trainable()) : null;
    for (Parameter parameter : program.parameters()) {
      Tensor tensor = view(flat, parameter).detach();
      if (gradients != null && parameter.offset() < program.trainable()) {
        tensor.set_requires_grad(true);
        tensor.mutable_grad().put(view(gradients, parameter));
      }
      byOffset.put(parameter.offset(), tensor);
    }
  }

  private static Tensor view(Tensor flat, Parameter parameter) {
    long[] shape = Arrays.stream(parameter.shape()).asLongStream().toArray();
    return flat.narrow(0, parameter.offset(), parameter.size()).view(shape);
  }

  /** Takes over the network's vector. */
  public void load() {
    values.put(state.weights(), 0, flat);
  }

  /** Before a backward pass, which adds. */
  public void clearGradients() {
    if (gradients != null) {
      gradients.zero_();
    }
  }

  /** Gives the network the gradients of its trained part. */
  public void storeGradients() {
    if (gradients != null) {
      values.get(gradients, state.gradients(), 0);
    }
  }

  /** The tensor of a parameter, in its shape. */
  Tensor of(Parameter parameter) {
    Tensor tensor = byOffset.get(parameter.offset());
    if (tensor == null) {
      throw new IllegalArgumentException(
          "a parameter must be one of the program's, but was " + parameter.name());
    }
    return tensor;
  }

  /** As libtorch takes what may be missing. */
  TensorOptional optional(@Nullable Parameter parameter) {
    return parameter == null ? new TensorOptional() : new TensorOptional(of(parameter));
  }
}
