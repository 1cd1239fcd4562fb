package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.jspecify.annotations.Nullable;

/** Maximum or average of a window. */
final class PoolingKernel implements Kernel {

  private static final long[] NO_DILATION = {0, 0};

  private final Context context;
  private final Call forward;
  private final @Nullable Call backward;

  PoolingKernel(Context context, Operation.Pooling operation, Tensor in, Tensor out) {
    this.context = context;
    Window w = operation.window();
    long[] stride = {w.strideHeight(), w.strideWidth()};
    long[] kernel = {w.kernelHeight(), w.kernelWidth()};
    long[] start = {w.padTop(), w.padLeft()};
    long[] end = {w.padBottom(), w.padRight()};
    algorithm algorithm =
        operation.kind() == Operation.Pooling.Kind.MAX
            ? org.bytedeco.dnnl.global.dnnl.algorithm.pooling_max
            : org.bytedeco.dnnl.global.dnnl.algorithm.pooling_avg_exclude_padding;
    prop_kind kind =
        in.gradient() != null ? prop_kind.forward_training : prop_kind.forward_inference;
    var plan =
        new pooling_forward.primitive_desc(
            context.engine(),
            kind,
            algorithm,
            in.desc(),
            out.desc(),
            stride,
            kernel,
            NO_DILATION,
            start,
            end);
    forward =
        new Call(new pooling_forward(plan))
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_DST, out.value());
    if (in.gradient() == null) {
      backward = null;
      return;
    }
    var gradient =
        new pooling_backward.primitive_desc(
            context.engine(),
            algorithm,
            in.desc(),
            out.desc(),
            stride,
            kernel,
            NO_DILATION,
            start,
            end,
            plan);
    backward =
        new Call(new pooling_backward(gradient))
            .with(DNNL_ARG_DIFF_DST, out.requireGradient())
            .with(DNNL_ARG_DIFF_SRC, in.gradient());
    if (operation.kind() == Operation.Pooling.Kind.MAX) {
      memory positions = context.allocate(plan.workspace_desc());
      forward.with(DNNL_ARG_WORKSPACE, positions);
      backward.with(DNNL_ARG_WORKSPACE, positions);
    }
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
