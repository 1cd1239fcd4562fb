package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.ElementFunction;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;

/** Functions of each element. */
public final class Activations {

  private Activations() {}

  /** Where the gradient can be computed from the result, input and output may be one tensor. */
  static Kernel kernel(Context context, Activation operation, Tensor in, Tensor out) {
    algorithm algorithm = algorithm(operation);
    // The bounds of the clipping are two constants, of which the lower one is zero.
    boolean clips = operation.function() == Activation.Function.CLIPPED_RELU;
    float alpha = clips ? 0 : operation.alpha();
    float beta = clips ? operation.alpha() : 0;
    ElementFunction function = new ElementFunction(context, algorithm(operation), alpha, beta);
    CallKernel kernel = new CallKernel().forward(function.forward(in.value(), out.value()));
    if (in.gradient() == null) {
      return kernel;
    }
    boolean result = readsResult(operation);
    return kernel.backward(
        function.backward(
            result ? DNNL_ARG_DST : DNNL_ARG_SRC,
            result ? out.value() : in.value(),
            out.requireGradient(),
            in.gradient()));
  }

  /** Adds an activation to what another operation does in its pass. */
  static void append(Activation operation, post_ops following) {
    boolean clips = operation.function() == Activation.Function.CLIPPED_RELU;
    following.append_eltwise(
        algorithmWithoutGradient(operation),
        clips ? 0 : operation.alpha(),
        clips ? operation.alpha() : 0);
  }

  private static algorithm algorithmWithoutGradient(Activation operation) {
    return switch (operation.function()) {
      case SIGMOID -> algorithm.eltwise_logistic;
      case TANH -> algorithm.eltwise_tanh;
      case CLIPPED_RELU -> algorithm.eltwise_clip_v2;
      case RELU -> algorithm.eltwise_relu;
      case ELU -> algorithm.eltwise_elu;
      case SWISH, GELU -> algorithm(operation);
    };
  }

  /** Whether the gradient is computed from the result, so that the input may be overwritten. */
  public static boolean readsResult(Activation operation) {
    return switch (operation.function()) {
      case SIGMOID, TANH, CLIPPED_RELU -> true;
      case RELU, ELU -> operation.alpha() >= 0;
      case SWISH, GELU -> false;
    };
  }

  private static algorithm algorithm(Activation operation) {
    boolean result = readsResult(operation);
    return switch (operation.function()) {
      case SIGMOID -> algorithm.eltwise_logistic_use_dst_for_bwd;
      case TANH -> algorithm.eltwise_tanh_use_dst_for_bwd;
      case CLIPPED_RELU -> algorithm.eltwise_clip_v2_use_dst_for_bwd;
      case RELU -> result ? algorithm.eltwise_relu_use_dst_for_bwd : algorithm.eltwise_relu;
      case ELU -> result ? algorithm.eltwise_elu_use_dst_for_bwd : algorithm.eltwise_elu;
      case SWISH -> algorithm.eltwise_swish;
      case GELU -> algorithm.eltwise_gelu_tanh;
    };
  }
}
