package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.jspecify.annotations.Nullable;

/** Softmax over channels, inside a network. */
final class SoftmaxKernel implements Kernel {

  private static final int CHANNELS = 1;

  private final Context context;
  private final Call forward;
  private final @Nullable Call backward;

  SoftmaxKernel(Context context, Tensor in, Tensor out) {
    this.context = context;
    prop_kind kind =
        context.pass().backward() ? prop_kind.forward_training : prop_kind.forward_inference;
    var plan =
        new softmax_forward.primitive_desc(
            context.engine(),
            kind,
            algorithm.softmax_accurate,
            in.desc(),
            out.desc(),
            CHANNELS,
            context.scratchpad().attributes(),
            false);
    forward =
        context
            .call(plan, softmax_forward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_DST, out.value());
    if (in.gradient() == null) {
      backward = null;
      return;
    }
    var gradient =
        new softmax_backward.primitive_desc(
            context.engine(),
            algorithm.softmax_accurate,
            in.desc(),
            out.desc(),
            out.desc(),
            CHANNELS,
            plan,
            context.scratchpad().attributes(),
            false);
    backward =
        context
            .call(gradient, softmax_backward::new)
            .with(DNNL_ARG_DST, out.value())
            .with(DNNL_ARG_DIFF_DST, out.requireGradient())
            .with(DNNL_ARG_DIFF_SRC, in.gradient());
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
