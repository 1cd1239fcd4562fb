package io.proxynas.engine.torch.function;

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
 * The tensors of a program's parameters as one pass sees them: only those it trains have gradients.
 */
public final class Parameters {

  private final Map<Integer, Tensor> byOffset = new HashMap<>();

  Parameters(Program program, Pass pass, FlatParameters flat) {
    for (Parameter parameter : program.parameters()) {
      boolean trained = parameter.offset() < program.trainable();
      int start = trained ? 0 : program.trainable();
      Tensor tensor = view(trained ? flat.trained() : flat.running(), parameter, start).detach();
      if (trained && pass.weightGradients()) {
        tensor.set_requires_grad(true);
        tensor.mutable_grad().put(view(flat.gradients(), parameter, start));
      }
      byOffset.put(parameter.offset(), tensor);
    }
  }

  private static Tensor view(Tensor flat, Parameter parameter, int start) {
    long[] shape = Arrays.stream(parameter.shape()).asLongStream().toArray();
    return flat.narrow(0, parameter.offset() - start, parameter.size()).view(shape);
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
