package io.proxynas.engine.onednn;

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

/** Descriptions and windows that the three primitives share. */
record ConvolutionGeometry(
    memory.desc in,
    memory.desc inOrAny,
    memory.desc out,
    memory.desc outOrAny,
    memory.desc bias,
    long[] lengths,
    long[] stride,
    long[] dilation,
    long[] start,
    long[] end) {

  ConvolutionGeometry(Operation.Convolution operation, memory.desc in, memory.desc out) {
    this(
        in,
        // At plain images of few channels the backward passes choose a format of the other side.
        in.get_inner_nblks() > 0 ? in : any(in),
        out,
        in.get_inner_nblks() > 0 ? out : any(out),
        FilterBank.biasDesc(operation.bias()),
        lengths(operation),
        both(operation.window(), Axis::stride),
        // oneDNN counts the values that are left out.
        both(operation.window(), axis -> axis.dilation() - 1),
        both(operation.window(), Axis::before),
        both(operation.window(), Axis::after));
  }

  /**
   * The geometry in the given formats if oneDNN has fast code for them, otherwise in formats of its
   * own choice: between blocks of different widths, it runs reference code.
   */
  static ConvolutionGeometry fast(
      Context context, Operation.Convolution operation, memory.desc in, memory.desc out) {
    ConvolutionGeometry given = new ConvolutionGeometry(operation, in, out);
    if (isFast(given.forward(context))) {
      return given;
    }
    convolution_forward.primitive_desc free =
        new ConvolutionGeometry(operation, any(in), any(out)).forward(context);
    return isFast(free)
        ? new ConvolutionGeometry(operation, free.src_desc(), free.dst_desc())
        : given;
  }

  private static boolean isFast(convolution_forward.primitive_desc plan) {
    return !plan.impl_info_str().getString().startsWith("ref");
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

  convolution_forward.primitive_desc forward(Context context) {
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
        pointer(end),
        context.scratchpad().attributes(),
        false);
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
        hint,
        context.scratchpad().attributes(),
        false);
  }

  convolution_backward_weights.primitive_desc backwardWeights(
      Context context, convolution_forward.primitive_desc hint) {
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
        hint,
        context.scratchpad().attributes(),
        false);
  }

  private static org.bytedeco.javacpp.LongPointer pointer(long[] values) {
    return new org.bytedeco.javacpp.LongPointer(values);
  }
}
