package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.nd4j.call.Call;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A linear layer: y = x·Wᵀ + b over the flattened images. */
final class DenseKernel implements Kernel {

  private final Context context;
  private final Operation.Dense operation;
  private final INDArray weights;
  private final @Nullable INDArray bias;
  private final INDArray weightGradient;
  private final @Nullable INDArray biasGradient;
  private final CallKernel calls = new CallKernel();

  DenseKernel(Context context, Operation.Dense operation, Tensor from, Tensor to) {
    this.context = context;
    this.operation = operation;
    int outputs = operation.weights().shape()[0];
    int inputs = operation.weights().size() / outputs;
    Tensor in = from.reshape(context.batch(), inputs);
    Tensor out = to.reshape(context.batch(), outputs);
    weights = context.array(outputs, inputs);
    weightGradient = context.array(outputs, inputs);
    bias = operation.bias() == null ? null : context.array(outputs);
    biasGradient = operation.bias() == null ? null : context.array(outputs);
    calls.forward(product(in.value(), false, weights, true, out.value()));
    if (bias != null) {
      calls.forward(new NativeCall("add", out.value(), bias, out.value()));
    }
    if (context.pass().weightGradients()) {
      calls.backward(product(out.requireGradient(), true, in.value(), false, weightGradient));
      if (biasGradient != null) {
        calls.backward(
            new NativeCall("reduce_sum", out.requireGradient(), biasGradient)
                .integers(0)
                .flags(false));
      }
    }
    if (in.gradient() != null) {
      calls.backward(product(out.requireGradient(), false, weights, false, in.gradient()));
    }
  }

  private static Call product(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray out) {
    return new NativeCall("matmul", a, b, out).integers(transposeA ? 1 : 0, transposeB ? 1 : 0);
  }

  @Override
  public void load() {
    context.load(operation.weights(), weights);
    context.load(operation.bias(), bias);
  }

  @Override
  public void forward() {
    calls.forward();
  }

  @Override
  public void backward() {
    calls.backward();
    if (context.pass().weightGradients()) {
      context.store(weightGradient, operation.weights());
      context.store(biasGradient, operation.bias());
    }
  }
}
