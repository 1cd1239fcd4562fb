package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.ElementFunction;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/**
 * ReLU as a product with its slopes, 1 or α, which can be held: then a value keeps the slope of an
 * earlier forward pass, whatever its sign has become. Held, the network is smooth in its weights.
 */
final class GateKernel extends CallKernel {

  private final Call slopes;
  private boolean held;

  GateKernel(Context context, Activation operation, Tensor in, Tensor out) {
    memory factors = context.allocate(in.desc());
    slopes =
        new ElementFunction(context, algorithm.eltwise_relu, operation.alpha(), 0)
            .backward(DNNL_ARG_SRC, in.value(), context.ones(in.desc()), factors);
    forward(Call.binary(context, algorithm.binary_mul, in.value(), factors, out.value()));
    if (in.gradient() != null) {
      memory gradient = out.requireGradient();
      backward(Call.binary(context, algorithm.binary_mul, gradient, factors, in.gradient()));
    }
  }

  @Override
  public void holdGates(boolean hold) {
    held = hold;
  }

  @Override
  public void forward() {
    if (!held) {
      slopes.run();
    }
    super.forward();
  }
}
