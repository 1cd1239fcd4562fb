package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.nd4j.call.Call;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ReLU as a product with its slopes, 1 or α, which can be held: then a value keeps the slope of an
 * earlier forward pass, whatever its sign has become. Held, the network is smooth in its weights.
 */
final class GateKernel implements Kernel {

  private final List<Call> slopes = new ArrayList<>();
  private final List<Call> forward = new ArrayList<>();
  private final List<Call> backward = new ArrayList<>();
  private boolean held;

  GateKernel(Context context, Activation operation, Tensor in, Tensor out) {
    double alpha = operation.alpha();
    INDArray factors = context.array(in.value().shape());
    slopes.add(Call.step(in.value(), factors));
    if (!operation.isRelu()) {
      slopes.add(new NativeCall("multiply", factors, context.constant(1 - alpha), factors));
      slopes.add(new NativeCall("add", factors, context.constant(alpha), factors));
    }
    forward.add(new NativeCall("multiply", in.value(), factors, out.value()));
    if (in.gradient() != null) {
      backward.add(new NativeCall("multiply", out.requireGradient(), factors, in.gradient()));
    }
  }

  @Override
  public void holdGates(boolean hold) {
    held = hold;
  }

  @Override
  public void forward() {
    if (!held) {
      Call.run(slopes);
    }
    Call.run(forward);
  }

  @Override
  public void backward() {
    Call.run(backward);
  }
}
