package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A linear layer: y = x·Wᵀ + b over the flattened images. */
final class DenseKernel extends CallKernel {

  DenseKernel(Context context, Operation.Dense operation, Tensor from, Tensor to) {
    int outputs = operation.weights().shape()[0];
    int inputs = operation.weights().size() / outputs;
    Tensor in = from.reshape(context.batch(), inputs);
    Tensor out = to.reshape(context.batch(), outputs);
    INDArray weights = context.array(outputs, inputs);
    INDArray weightGradient = context.array(outputs, inputs);
    load(() -> context.load(operation.weights(), weights));
    forward(product(in.value(), false, weights, true, out.value()));
    if (context.pass().weightGradients()) {
      backward(product(out.requireGradient(), true, in.value(), false, weightGradient));
      backward(() -> context.store(weightGradient, operation.weights()));
    }
    if (operation.bias() != null) {
      addBias(context, operation.bias(), out);
    }
    if (in.gradient() != null) {
      backward(product(out.requireGradient(), false, weights, false, in.gradient()));
    }
  }

  private void addBias(Context context, Parameter parameter, Tensor out) {
    INDArray bias = context.array(parameter.size());
    INDArray biasGradient = context.array(parameter.size());
    load(() -> context.load(parameter, bias));
    forward(new NativeCall("add", out.value(), bias, out.value()));
    if (context.pass().weightGradients()) {
      NativeCall sum = new NativeCall("reduce_sum", out.requireGradient(), biasGradient);
      backward(sum.integers(0).flags(false));
      backward(() -> context.store(biasGradient, parameter));
    }
  }

  private static Runnable product(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray out) {
    return new NativeCall("matmul", a, b, out).integers(transposeA ? 1 : 0, transposeB ? 1 : 0);
  }
}
