package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Maximum or average of a window. */
final class Pooling {

  private Pooling() {}

  static Kernel kernel(Context context, Operation.Pooling operation, Tensor in, Tensor out) {
    pooling_forward.primitive_desc plan =
        plan(context, operation, in.gradient() != null, in.desc(), out.desc());
    Call forward =
        context
            .call(plan, pooling_forward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_DST, out.value());
    CallKernel kernel = new CallKernel().forward(forward);
    if (in.gradient() == null) {
      return kernel;
    }
    pooling_backward.primitive_desc gradient =
        gradientPlan(context, operation, in.desc(), out.desc(), plan);
    Call backward =
        context
            .call(gradient, pooling_backward::new)
            .with(DNNL_ARG_DIFF_DST, out.requireGradient())
            .with(DNNL_ARG_DIFF_SRC, in.gradient());
    if (operation.kind() == Operation.Pooling.Kind.MAX) {
      memory positions = context.allocate(plan.workspace_desc());
      forward.with(DNNL_ARG_WORKSPACE, positions);
      backward.with(DNNL_ARG_WORKSPACE, positions);
    }
    return kernel.backward(backward);
  }

  /**
   * Whether oneDNN has generated code in blocks of eight channels, but not in the formats given: so
   * at channels that fill no block, under AVX2.
   */
  static boolean isFasterInBlocks(
      Context context, Operation.Pooling operation, memory.desc in, memory.desc out) {
    return !Context.isGenerated(plan(context, operation, true, in, out))
        && Context.isGenerated(
            plan(context, operation, true, Context.inBlocks(in), Context.inBlocks(out)));
  }

  static pooling_forward.primitive_desc plan(
      Context context,
      Operation.Pooling operation,
      boolean trained,
      memory.desc in,
      memory.desc out) {
    return new pooling_forward.primitive_desc(
        context.engine(),
        trained ? prop_kind.forward_training : prop_kind.forward_inference,
        algorithm(operation.kind()),
        in,
        out,
        operation.window().both(Axis::stride),
        operation.window().both(Axis::kernel),
        operation.window().both(Pooling::dilation),
        operation.window().both(Axis::before),
        operation.window().both(Axis::after),
        context.attributes(),
        false);
  }

  static pooling_backward.primitive_desc gradientPlan(
      Context context,
      Operation.Pooling operation,
      memory.desc in,
      memory.desc out,
      pooling_forward.primitive_desc forward) {
    return new pooling_backward.primitive_desc(
        context.engine(),
        algorithm(operation.kind()),
        in,
        out,
        operation.window().both(Axis::stride),
        operation.window().both(Axis::kernel),
        operation.window().both(Pooling::dilation),
        operation.window().both(Axis::before),
        operation.window().both(Axis::after),
        forward,
        context.attributes(),
        false);
  }

  /** oneDNN counts the values that are left out. */
  private static long dilation(Axis axis) {
    return axis.dilation() - 1;
  }

  private static algorithm algorithm(Operation.Pooling.Kind kind) {
    return switch (kind) {
      case MAX -> algorithm.pooling_max;
      case AVERAGE -> algorithm.pooling_avg_exclude_padding;
      case AVERAGE_WITH_PADDING -> algorithm.pooling_avg_include_padding;
    };
  }
}
