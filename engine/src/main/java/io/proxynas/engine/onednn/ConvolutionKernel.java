package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import java.util.function.ToLongFunction;
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
    filters =
        new FilterBank(context, operation.weights(), operation.bias(), geometry.plainWeights());
    memory.desc bias = filters.biasDesc();
    convolution_forward.primitive_desc plan = geometry.forward(context, bias);
    forward =
        new Call(new convolution_forward(plan))
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
      reorderGradient = sameFormat ? null : Call.reorder(out.requireGradient(), gradient);
      backwardData =
          new Call(new convolution_backward_data(data))
              .with(DNNL_ARG_DIFF_DST, gradient)
              .with(DNNL_ARG_WEIGHTS, filters.inFormat(data.weights_desc()))
              .with(DNNL_ARG_DIFF_SRC, in.gradient());
    }
    if (context.pass().weightGradients) {
      convolution_backward_weights.primitive_desc weights =
          geometry.backwardWeights(context, bias, plan);
      boolean sameFormat = weights.src_desc().equals(in.desc());
      memory source = sameFormat ? in.value() : context.allocate(weights.src_desc());
      reorderSource = sameFormat ? null : Call.reorder(in.value(), source);
      backwardWeights =
          new Call(new convolution_backward_weights(weights))
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
      long[] dilation,
      long[] start,
      long[] end) {

    Geometry(Operation.Convolution operation, Tensor in, Tensor out) {
      this(
          in.desc(),
          // At plain images of few channels the backward passes choose a format of the other side.
          in.desc().get_inner_nblks() > 0 ? in.desc() : any(in.desc()),
          out.desc(),
          in.desc().get_inner_nblks() > 0 ? out.desc() : any(out.desc()),
          lengths(operation),
          both(operation.window(), Axis::stride),
          // oneDNN counts the values that are left out.
          both(operation.window(), axis -> axis.dilation() - 1),
          both(operation.window(), Axis::before),
          both(operation.window(), Axis::after));
    }

    private static memory.desc any(memory.desc desc) {
      long[] lengths = new long[desc.get_ndims()];
      desc.get_dims().get(lengths);
      return Context.desc(memory.format_tag.any, lengths);
    }

    /** Of the weights: (out, in, height, width), with the groups before where there are several. */
    private static long[] lengths(Operation.Convolution operation) {
      int[] shape = operation.weights().shape();
      int groups = operation.groups();
      return groups == 1
          ? new long[] {shape[0], shape[1], shape[2], shape[3]}
          : new long[] {groups, shape[0] / groups, shape[1], shape[2], shape[3]};
    }

    private static long[] both(Window window, ToLongFunction<Axis> length) {
      return new long[] {length.applyAsLong(window.rows()), length.applyAsLong(window.columns())};
    }

    memory.desc plainWeights() {
      return Context.desc(
          lengths.length == 4 ? memory.format_tag.oihw : memory.format_tag.goihw, lengths);
    }

    private memory.desc weights() {
      return Context.desc(memory.format_tag.any, lengths);
    }

    convolution_forward.primitive_desc forward(Context context, memory.desc bias) {
      prop_kind kind =
          context.pass().backward() ? prop_kind.forward_training : prop_kind.forward_inference;
      return new convolution_forward.primitive_desc(
          context.engine(),
          kind,
          algorithm.convolution_direct,
          in,
          weights(),
          bias,
          out,
          pointer(stride),
          pointer(dilation),
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
          pointer(dilation),
          pointer(start),
          pointer(end),
          hint);
    }

    convolution_backward_weights.primitive_desc backwardWeights(
        Context context, memory.desc bias, convolution_forward.primitive_desc hint) {
      return new convolution_backward_weights.primitive_desc(
          context.engine(),
          algorithm.convolution_direct,
          inOrAny,
          weights(),
          bias,
          out,
          stride,
          dilation,
          start,
          end,
          hint);
    }

    private static org.bytedeco.javacpp.LongPointer pointer(long[] values) {
      return new org.bytedeco.javacpp.LongPointer(values);
    }
  }
}
