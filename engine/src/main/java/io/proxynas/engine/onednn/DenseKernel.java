package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** A linear layer; reads images in their blocked format, so that flattening costs nothing. */
final class DenseKernel implements Kernel {

  private final Context context;
  private final FilterBank filters;
  private final Call forward;
  private final @Nullable Call backwardData;
  private final @Nullable Call backwardWeights;

  DenseKernel(
      Context context, Operation.Dense operation, ImageShape from, Tensor source, Tensor to) {
    this.context = context;
    Tensor in = from.height() * from.width() == 1 ? context.rows(source) : source;
    Tensor out = context.rows(to);
    int outputs = operation.weights().shape()[0];
    long[] lengths = new long[in.desc().get_ndims()];
    in.desc().get_dims().get(lengths);
    lengths[0] = outputs;
    memory.format_tag plain = lengths.length == 2 ? memory.format_tag.ab : memory.format_tag.abcd;
    memory.desc weights = Context.desc(memory.format_tag.any, lengths);
    filters =
        new FilterBank(
            context, operation.weights(), operation.bias(), Context.desc(plain, lengths));
    memory.desc bias = FilterBank.biasDesc(operation.bias());
    prop_kind kind =
        context.pass().backward() ? prop_kind.forward_training : prop_kind.forward_inference;
    var plan =
        new inner_product_forward.primitive_desc(
            context.engine(), kind, in.desc(), weights, bias, out.desc());
    forward =
        new Call(new inner_product_forward(plan))
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_WEIGHTS, filters.inFormat(plan.weights_desc()))
            .with(DNNL_ARG_DST, out.value());
    filters.giveBias(forward);
    if (in.gradient() == null) {
      backwardData = null;
    } else {
      var data =
          new inner_product_backward_data.primitive_desc(
              context.engine(), in.desc(), weights, out.desc(), plan);
      backwardData =
          new Call(new inner_product_backward_data(data))
              .with(DNNL_ARG_DIFF_DST, out.requireGradient())
              .with(DNNL_ARG_WEIGHTS, filters.inFormat(data.weights_desc()))
              .with(DNNL_ARG_DIFF_SRC, in.gradient());
    }
    if (context.pass().weightGradients()) {
      var gradients =
          new inner_product_backward_weights.primitive_desc(
              context.engine(), in.desc(), weights, bias, out.desc(), plan);
      backwardWeights =
          new Call(new inner_product_backward_weights(gradients))
              .with(DNNL_ARG_SRC, in.value())
              .with(DNNL_ARG_DIFF_DST, out.requireGradient())
              .with(DNNL_ARG_DIFF_WEIGHTS, filters.gradientInFormat(gradients.diff_weights_desc()));
      filters.takeBiasGradient(backwardWeights);
    } else {
      backwardWeights = null;
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
    if (backwardWeights != null) {
      backwardWeights.run(context.stream());
      filters.store();
    }
    if (backwardData != null) {
      backwardData.run(context.stream());
    }
  }
}
