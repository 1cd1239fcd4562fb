package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * ReLU as a product with its slopes, 1 or α, which can be held: then a value keeps the slope of an
 * earlier forward pass, whatever its sign has become. Held, the network is smooth in its weights.
 */
final class GateKernel implements Kernel {

  private final Context context;
  private final Call slopes;
  private final Call forward;
  private final @Nullable Call backward;
  private boolean held;

  GateKernel(Context context, Activation operation, Tensor in, Tensor out) {
    this.context = context;
    memory.desc desc = in.desc();
    memory factors = context.allocate(desc);
    memory ones = context.ones(desc);
    var plan =
        new eltwise_forward.primitive_desc(
            context.engine(),
            prop_kind.forward_training,
            algorithm.eltwise_relu,
            desc,
            desc,
            operation.alpha(),
            0,
            context.attributes(),
            false);
    var gradient =
        new eltwise_backward.primitive_desc(
            context.engine(),
            algorithm.eltwise_relu,
            desc,
            desc,
            desc,
            operation.alpha(),
            0,
            plan,
            context.attributes(),
            false);
    slopes =
        context
            .call(gradient, eltwise_backward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_DIFF_DST, ones)
            .with(DNNL_ARG_DIFF_SRC, factors);
    forward = multiply(in.value(), factors, out.value());
    backward =
        in.gradient() == null ? null : multiply(out.requireGradient(), factors, in.gradient());
  }

  private Call multiply(memory a, memory factors, memory product) {
    return Call.binary(context, algorithm.binary_mul, a, factors, product);
  }

  @Override
  public void holdGates(boolean hold) {
    held = hold;
  }

  @Override
  public void forward() {
    if (!held) {
      slopes.run(context.stream());
    }
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    if (backward != null) {
      backward.run(context.stream());
    }
  }
}
