package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Convolution, with the weights in whatever formats oneDNN's primitives are fastest in. */
final class ConvolutionKernel implements Kernel {

  private final Context context;
  private final Operation.Convolution operation;
  private final FilterBank filters;
  private final Call forward;
  private final @Nullable Call backwardData;
  private final @Nullable Call reorderGradient;
  private final @Nullable Call reorderSource;
  private final @Nullable Call backwardWeights;

  ConvolutionKernel(Context context, Operation.Convolution operation, Tensor in, Tensor out) {
    this.context = context;
    this.operation = operation;
    Geometry geometry = new Geometry(operation, in, out);
    convolution_forward.primitive_desc plan = geometry.forward(context);
    filters =
        new FilterBank(context, operation.weights(), operation.bias(), geometry.plainWeights());
    forward =
        new Call(new convolution_forward(plan))
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_WEIGHTS, filters.inFormat(plan.weights_desc()))
            .with(DNNL_ARG_BIAS, filters.bias())
            .with(DNNL_ARG_DST, out.value());
    if (in.gradient() == null) {
      backwardData = null;
      reorderGradient = null;
    } else {
      convolution_backward_data.primitive_desc data = geometry.backwardData(context, plan);
      boolean sameFormat = data.diff_dst_desc().equals(out.desc());
      memory gradient = sameFormat ? out.requireGradient() : context.allocate(data.diff_dst_desc());
      reorderGradient = sameFormat ? null : Call.reorder(out.requireGradient(), gradient);
      backwardData =
          new Call(new convolution_backward_data(data))
              .with(DNNL_ARG_DIFF_DST, gradient)
              .with(DNNL_ARG_WEIGHTS, filters.inFormat(data.weights_desc()))
              .with(DNNL_ARG_DIFF_SRC, in.gradient());
    }
    if (context.pass().weightGradients) {
      convolution_backward_weights.primitive_desc weights = geometry.backwardWeights(context, plan);
      boolean sameFormat = weights.src_desc().equals(in.desc());
      memory source = sameFormat ? in.value() : context.allocate(weights.src_desc());
      reorderSource = sameFormat ? null : Call.reorder(in.value(), source);
      backwardWeights =
          new Call(new convolution_backward_weights(weights))
              .with(DNNL_ARG_SRC, source)
              .with(DNNL_ARG_DIFF_DST, out.requireGradient())
              .with(DNNL_ARG_DIFF_WEIGHTS, filters.gradientInFormat(weights.diff_weights_desc()))
              .with(DNNL_ARG_DIFF_BIAS, filters.biasGradient());
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
    return operation.toString();
  }

  /** Descriptions and windows that the three primitives share. */
  private record Geometry(
      memory.desc in,
      memory.desc inOrAny,
      memory.desc out,
      memory.desc outOrAny,
      long[] lengths,
      long[] stride,
      long[] start,
      long[] end) {

    Geometry(Operation.Convolution operation, Tensor in, Tensor out) {
      this(
          in.desc(),
          // At plain images of few channels the backward passes choose a format of the other side.
          in.desc().get_inner_nblks() > 0 ? in.desc() : any(in.desc()),
          out.desc(),
          in.desc().get_inner_nblks() > 0 ? out.desc() : any(out.desc()),
          longs(operation.weights().shape()),
          stride(operation.window()),
          new long[] {operation.window().padTop(), operation.window().padLeft()},
          new long[] {operation.window().padBottom(), operation.window().padRight()});
    }

    private static memory.desc any(memory.desc desc) {
      long[] lengths = new long[desc.get_ndims()];
      desc.get_dims().get(lengths);
      return Context.desc(memory.format_tag.any, lengths);
    }

    private static long[] longs(int[] shape) {
      return java.util.stream.IntStream.of(shape).asLongStream().toArray();
    }

    private static long[] stride(Window window) {
      return new long[] {window.strideHeight(), window.strideWidth()};
    }

    memory.desc plainWeights() {
      return Context.desc(memory.format_tag.oihw, lengths);
    }

    private memory.desc weights() {
      return Context.desc(memory.format_tag.any, lengths);
    }

    private memory.desc bias() {
      return Context.desc(memory.format_tag.a, lengths[0]);
    }

    convolution_forward.primitive_desc forward(Context context) {
      prop_kind kind =
          context.pass().backward() ? prop_kind.forward_training : prop_kind.forward_inference;
      return new convolution_forward.primitive_desc(
          context.engine(),
          kind,
          algorithm.convolution_direct,
          in,
          weights(),
          bias(),
          out,
          pointer(stride),
          pointer(start),
          pointer(end));
    }

    convolution_backward_data.primitive_desc backwardData(
        Context context, convolution_forward.primitive_desc hint) {
      return new convolution_backward_data.primitive_desc(
          context.engine(),
          algorithm.convolution_direct,
          in,
          weights(),
          outOrAny,
          pointer(stride),
          pointer(start),
          pointer(end),
          hint);
    }

    convolution_backward_weights.primitive_desc backwardWeights(
        Context context, convolution_forward.primitive_desc hint) {
      return new convolution_backward_weights.primitive_desc(
          context.engine(),
          algorithm.convolution_direct,
          inOrAny,
          weights(),
          bias(),
          out,
          stride,
          start,
          end,
          hint);
    }

    private static org.bytedeco.javacpp.LongPointer pointer(long[] values) {
      return new org.bytedeco.javacpp.LongPointer(values);
    }
  }
}
