package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.proxynas.engine.graph.Operation;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.jspecify.annotations.Nullable;

/** A function of each element, in place: its gradient is computed from its result. */
final class ActivationKernel implements Kernel {

  private static final float LEAKY_SLOPE = 0.01f;

  private final Context context;
  private final Call forward;
  private final @Nullable Call backward;

  ActivationKernel(Context context, Operation.Activation operation, Tensor tensor) {
    this.context = context;
    algorithm algorithm = algorithm(operation.function());
    float slope =
        operation.function() == Operation.Activation.Function.LEAKY_RELU ? LEAKY_SLOPE : 0;
    prop_kind kind =
        context.pass().backward() ? prop_kind.forward_training : prop_kind.forward_inference;
    var plan =
        new eltwise_forward.primitive_desc(
            context.engine(), kind, algorithm, tensor.desc(), tensor.desc(), slope);
    forward =
        new Call(new eltwise_forward(plan))
            .with(DNNL_ARG_SRC, tensor.value())
            .with(DNNL_ARG_DST, tensor.value());
    if (tensor.gradient() == null) {
      backward = null;
    } else {
      var gradient =
          new eltwise_backward.primitive_desc(
              context.engine(),
              algorithm,
              tensor.desc(),
              tensor.desc(),
              tensor.desc(),
              slope,
              plan);
      backward =
          new Call(new eltwise_backward(gradient))
              .with(DNNL_ARG_DST, tensor.value())
              .with(DNNL_ARG_DIFF_DST, tensor.gradient())
              .with(DNNL_ARG_DIFF_SRC, tensor.gradient());
    }
  }

  private static algorithm algorithm(Operation.Activation.Function function) {
    return switch (function) {
      case SIGMOID -> algorithm.eltwise_logistic_use_dst_for_bwd;
      case RELU, LEAKY_RELU -> algorithm.eltwise_relu_use_dst_for_bwd;
    };
  }

  @Override
  public void forward() {
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    if (backward != null) {
      backward.run(context.stream());
    }
  }
}
