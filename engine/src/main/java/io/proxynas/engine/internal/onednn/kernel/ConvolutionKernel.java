package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.FilterBank;
import io.proxynas.engine.internal.onednn.primitive.Reordered;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Convolution, with the weights in whatever formats oneDNN's primitives are fastest in. */
final class ConvolutionKernel implements Kernel {

  private final Context context;
  private final ConvolutionGeometry geometry;
  private final FilterBank filters;
  private final Call forward;
  private final @Nullable Reordered gradient;
  private final @Nullable Reordered source;
  private final @Nullable Call backwardWeights;
  private final @Nullable Call backwardData;

  /**
   * @param in in the geometry's format
   * @param out in the geometry's format
   */
  ConvolutionKernel(Context context, ConvolutionGeometry geometry, Tensor in, Tensor out) {
    this.context = context;
    this.geometry = geometry;
    Operation.Convolution operation = geometry.operation();
    filters =
        new FilterBank(context, operation.weights(), operation.bias(), geometry.plainWeights());
    convolution_forward.primitive_desc plan = geometry.forward(context);
    forward =
        context
            .call(plan, convolution_forward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_WEIGHTS, filters.inFormat(plan.weights_desc()))
            .with(DNNL_ARG_DST, out.value());
    filters.giveBias(forward);
    if (context.pass().backward()) {
      gradient = new Reordered(context, out.requireGradient());
      source = new Reordered(context, in.value());
      backwardWeights =
          context.pass().weightGradients() ? backwardWeights(plan, source, gradient) : null;
      backwardData = in.gradient() == null ? null : backwardData(plan, gradient, in.gradient());
    } else {
      gradient = null;
      source = null;
      backwardWeights = null;
      backwardData = null;
    }
  }

  private Call backwardWeights(
      convolution_forward.primitive_desc hint, Reordered source, Reordered gradient) {
    convolution_backward_weights.primitive_desc plan = geometry.backwardWeights(context, hint);
    Call call =
        context
            .call(plan, convolution_backward_weights::new)
            .with(DNNL_ARG_SRC, source.in(plan.src_desc()))
            .with(DNNL_ARG_DIFF_DST, gradient.in(plan.diff_dst_desc()))
            .with(DNNL_ARG_DIFF_WEIGHTS, filters.gradientInFormat(plan.diff_weights_desc()));
    filters.takeBiasGradient(call);
    return call;
  }

  private Call backwardData(
      convolution_forward.primitive_desc hint, Reordered gradient, memory sourceGradient) {
    convolution_backward_data.primitive_desc plan = geometry.backwardData(context, hint);
    return context
        .call(plan, convolution_backward_data::new)
        .with(DNNL_ARG_DIFF_DST, gradient.in(plan.diff_dst_desc()))
        .with(DNNL_ARG_WEIGHTS, filters.inFormat(plan.weights_desc()))
        .with(DNNL_ARG_DIFF_SRC, sourceGradient);
  }

  @Override
  public void load() {
    filters.load();
  }

  @Override
  public void forward() {
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    if (source != null) {
      source.update();
    }
    if (gradient != null) {
      gradient.update();
    }
    if (backwardWeights != null) {
      backwardWeights.run(context.stream());
      filters.store();
    }
    if (backwardData != null) {
      backwardData.run(context.stream());
    }
  }

  @Override
  public String toString() {
    return geometry.operation().toString();
  }
}
