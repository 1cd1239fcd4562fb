package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.jspecify.annotations.Nullable;

/** Maximum or average of a window. */
final class PoolingKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final @Nullable Call backward;

  PoolingKernel(Context context, Operation.Pooling operation, Tensor in, Tensor out) {
    this.context = context;
    Axis rows = operation.window().rows();
    Axis columns = operation.window().columns();
    long[] stride = {rows.stride(), columns.stride()};
    long[] kernel = {rows.kernel(), columns.kernel()};
    // oneDNN counts the values that are left out.
    long[] dilation = {rows.dilation() - 1, columns.dilation() - 1};
    long[] start = {rows.before(), columns.before()};
    long[] end = {rows.after(), columns.after()};
    algorithm algorithm = algorithm(operation.kind());
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
            dilation,
            start,
            end,
            context.scratchpad().attributes(),
            false);
    forward =
        context
            .call(new pooling_forward(plan), plan)
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
            dilation,
            start,
            end,
            plan,
            context.scratchpad().attributes(),
            false);
    backward =
        context
            .call(new pooling_backward(gradient), gradient)
            .with(DNNL_ARG_DIFF_DST, out.requireGradient())
            .with(DNNL_ARG_DIFF_SRC, in.gradient());
    if (operation.kind() == Operation.Pooling.Kind.MAX) {
      memory positions = context.allocate(plan.workspace_desc());
      forward.with(DNNL_ARG_WORKSPACE, positions);
      backward.with(DNNL_ARG_WORKSPACE, positions);
    }
  }

  private static algorithm algorithm(Operation.Pooling.Kind kind) {
    return switch (kind) {
      case MAX -> algorithm.pooling_max;
      case AVERAGE -> algorithm.pooling_avg_exclude_padding;
      case AVERAGE_WITH_PADDING -> algorithm.pooling_avg_include_padding;
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
