package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.FilterBank;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.LongPointer;

/**
 * A convolution between images in given formats: what its three primitives share.
 *
 * @param operation whose padding is at most half its kernel
 * @param in the format of the images and of their gradient
 * @param inOrAny that in which the gradient of the weights takes the images
 * @param out the format of the result and of its gradient
 * @param outOrAny that in which the gradient of the images takes the result's
 */
record ConvolutionGeometry(
    Operation.Convolution operation,
    memory.desc in,
    memory.desc inOrAny,
    memory.desc out,
    memory.desc outOrAny) {

  /** Loops over single values are up to a thousand times slower than oneDNN's fast code. */
  private static final int REFERENCE = 1000;

  /** A product of matrices for each image and group is up to ten times slower. */
  private static final int PRODUCT = 10;

  /** More fill a block of eight well enough, or have code of their own. */
  private static final int FEW_CHANNELS = 2;

  /**
   * The first of these formats for which oneDNN has fast code in every primitive that the pass
   * needs; if there is none, those with the least slow code:
   *
   * <ol>
   *   <li>those given;
   *   <li>those that the forward primitive chooses, such as one width of blocks on both sides;
   *   <li>channels last.
   * </ol>
   *
   * @param toImages whether the gradient of the images is needed
   */
  static ConvolutionGeometry fast(
      Context context,
      Operation.Convolution operation,
      memory.desc in,
      memory.desc out,
      boolean toImages) {
    ConvolutionGeometry best = given(operation, in, out);
    int slowness = best.slowness(context, toImages);
    List<Supplier<ConvolutionGeometry>> others = new ArrayList<>();
    others.add(() -> chosenByForward(context, operation, in, out));
    // Channels last, the gradient of strided 1x1 kernels without groups writes past the end of its
    // scratchpad in oneDNN 3.8 under AVX2.
    if (operation.window().area() > 1 || operation.groups() > 1) {
      others.add(() -> strict(operation, channelsLast(in), channelsLast(out)));
    }
    for (int i = 0; i < others.size() && slowness > 0; i++) {
      ConvolutionGeometry other = others.get(i).get();
      int otherSlowness = other.slowness(context, toImages);
      if (otherSlowness < slowness) {
        best = other;
        slowness = otherSlowness;
      }
    }
    return best;
  }

  /** At plain images of few channels the backward passes choose a format of the other side. */
  private static ConvolutionGeometry given(
      Operation.Convolution operation, memory.desc in, memory.desc out) {
    return isPlain(in)
        ? new ConvolutionGeometry(operation, in, any(in), out, any(out))
        : strict(operation, in, out);
  }

  private static ConvolutionGeometry chosenByForward(
      Context context, Operation.Convolution operation, memory.desc in, memory.desc out) {
    convolution_forward.primitive_desc free = strict(operation, any(in), any(out)).forward(context);
    return given(operation, free.src_desc(), free.dst_desc());
  }

  private static ConvolutionGeometry strict(
      Operation.Convolution operation, memory.desc in, memory.desc out) {
    return new ConvolutionGeometry(operation, in, in, out, out);
  }

  private static boolean isPlain(memory.desc desc) {
    return desc.get_inner_nblks() == 0;
  }

  private static memory.desc any(memory.desc desc) {
    return Context.desc(memory.format_tag.any, Context.lengths(desc));
  }

  private static memory.desc channelsLast(memory.desc desc) {
    return Context.desc(memory.format_tag.nhwc, Context.lengths(desc));
  }

  private int slowness(Context context, boolean toImages) {
    int sum = 0;
    for (primitive_desc_base plan : plans(context, toImages)) {
      sum += slowness(plan.impl_info_str().getString());
    }
    return sum;
  }

  /**
   * A product of matrices is the right thing for 1x1 kernels; for larger ones it first copies the
   * window of each pixel. Beside blocks, it serves images of one to three channels.
   */
  private int slowness(String implementation) {
    if (implementation.startsWith("ref")) {
      return REFERENCE;
    }
    boolean copies = operation.window().area() > 1 && isPlain(in) && isPlain(out);
    return copies && implementation.contains("gemm") ? PRODUCT : 0;
  }

  /**
   * The primitives that a pass needs.
   *
   * @param toImages whether the gradient of the images is needed
   */
  List<primitive_desc_base> plans(Context context, boolean toImages) {
    List<primitive_desc_base> plans = new ArrayList<>();
    convolution_forward.primitive_desc forward = forward(context);
    plans.add(forward);
    if (toImages) {
      plans.add(backwardData(context, forward));
    }
    if (context.pass().weightGradients()) {
      plans.add(backwardWeights(context, forward));
    }
    return plans;
  }

  /** Of the weights: (out, in, height, width), with the groups before where there are several. */
  private static long[] lengths(Operation.Convolution operation) {
    int[] shape = operation.weights().shape();
    int groups = operation.groups();
    return groups == 1
        ? new long[] {shape[0], shape[1], shape[2], shape[3]}
        : new long[] {groups, shape[0] / groups, shape[1], shape[2], shape[3]};
  }

  private long[] stride() {
    return operation.window().both(Axis::stride);
  }

  /** oneDNN counts the values that are left out. */
  private long[] dilation() {
    return operation.window().both(axis -> axis.dilation() - 1);
  }

  private long[] start() {
    return operation.window().both(Axis::before);
  }

  private long[] end() {
    return operation.window().both(Axis::after);
  }

  /** Row-major weights. */
  static memory.desc plainWeights(Operation.Convolution operation) {
    return Context.desc(
        operation.groups() == 1 ? memory.format_tag.oihw : memory.format_tag.goihw,
        lengths(operation));
  }

  private memory.desc weights() {
    return Context.desc(memory.format_tag.any, lengths(operation));
  }

  private memory.desc bias() {
    return FilterBank.biasDesc(operation.bias());
  }

  convolution_forward.primitive_desc forward(Context context) {
    return forward(context, bias(), context.attributes());
  }

  /**
   * The same with what follows.
   *
   * @param bias its description; that of the convolution's own, unless a normalisation follows
   */
  convolution_forward.primitive_desc forward(
      Context context, memory.desc bias, Following following) {
    if (following.activation() == null) {
      return forward(context, bias, context.attributes());
    }
    post_ops activation = new post_ops();
    Activations.append(following.activation(), activation);
    return forward(context, bias, context.attributes(activation));
  }

  private convolution_forward.primitive_desc forward(
      Context context, memory.desc bias, primitive_attr attributes) {
    return new convolution_forward.primitive_desc(
        context.engine(),
        context.forward(),
        algorithm.convolution_direct,
        in,
        weights(),
        bias,
        out,
        new LongPointer(stride()),
        new LongPointer(dilation()),
        new LongPointer(start()),
        new LongPointer(end()),
        attributes,
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
        new LongPointer(stride()),
        new LongPointer(dilation()),
        new LongPointer(start()),
        new LongPointer(end()),
        hint,
        context.attributes(),
        false);
  }

  /**
   * The gradient of the weights. Where oneDNN would fill one or two channels up to a block of eight
   * (AVX2), both sides are taken channels last instead: two to five times as fast, the reorder of
   * the result's gradient included.
   */
  convolution_backward_weights.primitive_desc backwardWeights(
      Context context, convolution_forward.primitive_desc hint) {
    convolution_backward_weights.primitive_desc plan = backwardWeights(context, hint, inOrAny, out);
    if (!isMostlyPadding(plan.src_desc()) || operation.window().area() == 1) {
      return plan;
    }
    convolution_backward_weights.primitive_desc last =
        backwardWeights(context, hint, channelsLast(in), channelsLast(out));
    return slowness(last.impl_info_str().getString()) == 0 ? last : plan;
  }

  private static boolean isMostlyPadding(memory.desc images) {
    long[] padded = new long[images.get_ndims()];
    images.get_padded_dims().get(padded);
    long channels = Context.lengths(images)[1];
    return channels <= FEW_CHANNELS && padded[1] > channels;
  }

  private convolution_backward_weights.primitive_desc backwardWeights(
      Context context,
      convolution_forward.primitive_desc hint,
      memory.desc source,
      memory.desc result) {
    return new convolution_backward_weights.primitive_desc(
        context.engine(),
        algorithm.convolution_direct,
        source,
        weights(),
        bias(),
        result,
        stride(),
        dilation(),
        start(),
        end(),
        hint,
        context.attributes(),
        false);
  }
}
