package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.graph.Operation;
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
  private final @Nullable Call backwardData;
  private final @Nullable Call reorderGradient;
  private final @Nullable Call reorderSource;
  private final @Nullable Call backwardWeights;

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
            .call(new convolution_forward(plan), plan)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_WEIGHTS, filters.inFormat(plan.weights_desc()))
            .with(DNNL_ARG_DST, out.value());
    filters.giveBias(forward);
    if (in.gradient() == null) {
      backwardData = null;
      reorderGradient = null;
    } else {
      convolution_backward_data.primitive_desc data = geometry.backwardData(context, plan);
      boolean sameFormat = data.diff_dst_desc().equals(out.desc());
      memory gradient = sameFormat ? out.requireGradient() : context.allocate(data.diff_dst_desc());
      reorderGradient = sameFormat ? null : Call.reorder(context, out.requireGradient(), gradient);
      backwardData =
          context
              .call(new convolution_backward_data(data), data)
              .with(DNNL_ARG_DIFF_DST, gradient)
              .with(DNNL_ARG_WEIGHTS, filters.inFormat(data.weights_desc()))
              .with(DNNL_ARG_DIFF_SRC, in.gradient());
    }
    if (context.pass().weightGradients()) {
      convolution_backward_weights.primitive_desc weights = geometry.backwardWeights(context, plan);
      boolean sameFormat = weights.src_desc().equals(in.desc());
      memory source = sameFormat ? in.value() : context.allocate(weights.src_desc());
      reorderSource = sameFormat ? null : Call.reorder(context, in.value(), source);
      backwardWeights =
          context
              .call(new convolution_backward_weights(weights), weights)
              .with(DNNL_ARG_SRC, source)
              .with(DNNL_ARG_DIFF_DST, out.requireGradient())
              .with(DNNL_ARG_DIFF_WEIGHTS, filters.gradientInFormat(weights.diff_weights_desc()));
      filters.takeBiasGradient(backwardWeights);
    } else {
      backwardWeights = null;
      reorderSource = null;
    }
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
    if (reorderSource != null) {
      reorderSource.run(context.stream());
    }
    if (backwardWeights != null) {
      backwardWeights.run(context.stream());
      filters.store();
    }
    if (reorderGradient != null) {
      reorderGradient.run(context.stream());
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
