package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution whose window pads evenly. One operation gives all gradients: ND4J's operation for the
 * data gradient alone has no fast code.
 */
final class ConvolutionKernel extends CallKernel {

  private final Filters filters;

  ConvolutionKernel(Context context, Operation.Convolution operation, Tensor in, Tensor out) {
    filters = new Filters(context, operation, Math.toIntExact(in.value().size(1)));
    load(filters::load);
    String name = filters.depthwise() ? "depthwise_conv2d" : "conv2d";
    List<INDArray> inputs = new ArrayList<>(List.of(in.value(), filters.weights()));
    addIfThere(filters.bias(), inputs);
    forward(call(operation, name, inputs, List.of(out.value())));
    if (!context.pass().weightGradients() && in.gradient() == null) {
      return;
    }
    List<INDArray> withGradient = new ArrayList<>(inputs);
    withGradient.add(out.requireGradient());
    List<INDArray> gradients =
        new ArrayList<>(List.of(context.gradientOrScratch(in), filters.weightGradient()));
    addIfThere(filters.biasGradient(), gradients);
    backward(call(operation, name + "_bp", withGradient, gradients));
    if (context.pass().weightGradients()) {
      backward(filters::store);
    }
  }

  /** The oneDNN in ND4J's binary for CPUs refuses dilation. */
  private NativeCall call(
      Operation.Convolution operation, String name, List<INDArray> in, List<INDArray> out) {
    Window window = operation.window();
    int format = filters.depthwise() ? 0 : 1;
    NativeCall call =
        new NativeCall(name, in, out).integers(Frame.arguments(window, Frame.NCHW, format));
    boolean dilated = window.rows().dilation() > 1 || window.columns().dilation() > 1;
    return dilated ? call.withoutHelpers() : call;
  }

  private static void addIfThere(@Nullable INDArray array, List<INDArray> to) {
    if (array != null) {
      to.add(array);
    }
  }
}
