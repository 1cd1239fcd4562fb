package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.FilterBank;
import io.proxynas.engine.internal.onednn.primitive.Reordered;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/** Convolution, with the weights in whatever formats oneDNN's primitives are fastest in. */
final class ConvolutionKernel extends CallKernel {

  private final Context context;
  private final ConvolutionGeometry geometry;
  private final FilterBank filters;
  private final memory.desc bias;

  /**
   * @param following what is done to the result, where there is no backward pass
   * @param in in the geometry's format
   * @param out in the geometry's format
   */
  ConvolutionKernel(
      Context context, ConvolutionGeometry geometry, Following following, Tensor in, Tensor out) {
    this.context = context;
    this.geometry = geometry;
    filters = filters(context, geometry.operation(), following);
    bias = filters.biasDesc();
    load(filters::load);
    convolution_forward.primitive_desc plan = geometry.forward(context, bias, following);
    Call convolution =
        context
            .call(plan, convolution_forward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_WEIGHTS, filters.inFormat(plan.weights_desc()))
            .with(DNNL_ARG_DST, out.value());
    filters.giveBias(convolution, bias);
    forward(convolution);
    if (!context.pass().backward()) {
      return;
    }
    Reordered gradient = new Reordered(context, out.requireGradient(), this::backward);
    if (context.pass().weightGradients()) {
      backward(backwardWeights(plan, in.value(), gradient)).backward(filters::store);
    }
    if (in.gradient() != null) {
      backward(backwardData(plan, gradient, in.gradient()));
    }
  }

  /** The filters of a convolution, or of one with the normalisation that follows. */
  static FilterBank filters(Context context, Operation.Convolution operation, Following following) {
    memory.desc plain = ConvolutionGeometry.plainWeights(operation);
    if (following.normalization() == null) {
      return new FilterBank(context, operation.weights(), operation.bias(), plain);
    }
    return new FilterBank(
        context,
        operation.weights(),
        plain,
        FilterBank.biasDesc(following.normalization().mean().size()),
        new NormalizedFilters(context.state(), operation, following.normalization()));
  }

  private Call backwardWeights(
      convolution_forward.primitive_desc hint, memory in, Reordered gradient) {
    convolution_backward_weights.primitive_desc plan = geometry.backwardWeights(context, hint);
    Reordered source = new Reordered(context, in, this::backward);
    Call call =
        context
            .call(plan, convolution_backward_weights::new)
            .with(DNNL_ARG_SRC, source.in(plan.src_desc()))
            .with(DNNL_ARG_DIFF_DST, gradient.in(plan.diff_dst_desc()))
            .with(DNNL_ARG_DIFF_WEIGHTS, filters.gradientInFormat(plan.diff_weights_desc()));
    memory biasGradient = filters.biasGradient(bias);
    return biasGradient == null ? call : call.with(DNNL_ARG_DIFF_BIAS, biasGradient);
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
  public String toString() {
    return geometry.operation().toString();
  }
}
