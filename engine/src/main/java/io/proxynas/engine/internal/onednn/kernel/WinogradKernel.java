package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.FilterBank;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import io.proxynas.engine.internal.onednn.winograd.Winograd;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;

/** Convolution by Winograd's minimal filtering, all three passes. */
final class WinogradKernel extends CallKernel {

  private final Operation.Convolution operation;

  /**
   * @param following what is done to the result, where there is no backward pass
   * @param in in blocks of channels
   * @param out in blocks of channels
   */
  WinogradKernel(
      Winograd winograd,
      Operation.Convolution operation,
      Following following,
      Tensor in,
      Tensor out) {
    this.operation = operation;
    Context context = winograd.context();
    FilterBank filters = ConvolutionKernel.filters(context, operation, following);
    load(filters::load);
    float[] bias = new float[operation.weights().shape()[0]];
    load(() -> filters.readBias(bias));
    Winograd.Passage passage =
        winograd.forward(filters.inFormat(winograd.format(false)), in.value(), bias, out.value());
    load(passage.load());
    forward(passage.run());
    if (following.activation() != null) {
      Tensor result = new Tensor(out.desc(), out.value(), null);
      forward(Activations.kernel(context, following.activation(), result, result)::forward);
    }
    if (context.pass().weightGradients()) {
      gradientOfFilters(winograd, filters, in, out.requireGradient());
    }
    if (context.pass().backward() && in.gradient() != null) {
      Winograd.Passage back =
          winograd.backward(
              filters.inFormat(winograd.format(true)), out.requireGradient(), in.gradient());
      load(back.load());
      backward(back.run());
    }
  }

  private void gradientOfFilters(
      Winograd winograd, FilterBank filters, Tensor in, memory gradient) {
    memory filterGradient = filters.gradientInFormat(winograd.gradientFormat());
    float[] biasGradient = new float[operation.weights().shape()[0]];
    backward(winograd.filterGradient(in.value(), gradient, filterGradient, biasGradient));
    memory stored = filters.biasGradient(filters.biasDesc());
    if (stored != null) {
      FloatBuffer values = Context.buffer(stored);
      backward(() -> values.put(0, biasGradient, 0, values.capacity()));
    }
    backward(filters::store);
  }

  @Override
  public String toString() {
    return operation.toString();
  }
}
