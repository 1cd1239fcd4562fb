package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ReLU as a product with its slopes, 1 or α, which can be held: then a value keeps the slope of an
 * earlier forward pass, whatever its sign has become. Held, the network is smooth in its weights.
 */
final class GateKernel extends CallKernel {

  private final CallKernel slopes = new CallKernel();
  private boolean held;

  GateKernel(Context context, Activation operation, Tensor in, Tensor out) {
    double alpha = operation.alpha();
    INDArray factors = context.array(in.value().shape());
    slopes.forward(NativeCall.step(in.value(), factors));
    if (!operation.isRelu()) {
      slopes
          .forward(new NativeCall("multiply", factors, context.constant(1 - alpha), factors))
          .forward(new NativeCall("add", factors, context.constant(alpha), factors));
    }
    forward(new NativeCall("multiply", in.value(), factors, out.value()));
    if (in.gradient() != null) {
      backward(new NativeCall("multiply", out.requireGradient(), factors, in.gradient()));
    }
  }

  @Override
  public void holdGates(boolean hold) {
    held = hold;
  }

  @Override
  public void forward() {
    if (!held) {
      slopes.forward();
    }
    super.forward();
  }
}
