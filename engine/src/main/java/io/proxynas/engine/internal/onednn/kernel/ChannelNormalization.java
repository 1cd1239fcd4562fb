package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN's batch normalisation of a view (1 or N, K, H, W): y = scale · (x − mean) / √(variance +
 * ε) + shift for each of K channels, optionally followed by ReLU in the same pass.
 *
 * <p>A batch of images whose channels are kept in full blocks has the same bytes as one image with
 * N·C channels. Under that view this primitive normalises each channel of each image, which is
 * instance normalisation, and is the building block of group normalisation.
 */
final class ChannelNormalization {

  /** For which blocks of eight are worth their padding. */
  private static final int LEAST_CHANNELS = 4;

  /** Where mean and variance come from. */
  enum Statistics {
    COMPUTED,
    GIVEN
  }

  /**
   * What is normalised, and how.
   *
   * @param view description of source, destination and their gradients
   * @param epsilon added to the variance
   * @param statistics computed by the forward pass, or given in {@link #mean} and {@link #variance}
   * @param relu whether max(0, y) is the result
   * @param trained whether what is computed is asked for afterwards: the statistics, or more by a
   *     backward pass
   */
  record Form(
      memory.desc view, float epsilon, Statistics statistics, boolean relu, boolean trained) {

    int flags() {
      int flags = normalization_flags.use_scale.value | normalization_flags.use_shift.value;
      if (statistics == Statistics.GIVEN) {
        flags |= normalization_flags.use_global_stats.value;
      }
      return relu ? flags | normalization_flags.fuse_norm_relu.value : flags;
    }
  }

  /** Of each channel; scale and shift are inputs, the statistics as {@link Statistics} says. */
  final FloatBuffer scale;

  final FloatBuffer shift;
  final FloatBuffer mean;
  final FloatBuffer variance;

  /** Gradients after the backward pass: Σ dy·x̂ and Σ dy over a channel. */
  final FloatBuffer scaleGradient;

  final FloatBuffer shiftGradient;

  private final Call forward;
  private final @Nullable Call backward;

  /**
   * @param in of the form's view; there is a backward pass where it and the other have a gradient
   * @param out of the form's view
   */
  ChannelNormalization(Context context, Form form, Tensor in, Tensor out) {
    memory.desc vector = Context.desc(memory.format_tag.a, channels(form.view()));
    memory scales = context.allocate(vector);
    memory shifts = context.allocate(vector);
    memory means = context.allocate(vector);
    memory variances = context.allocate(vector);
    memory scaleGradients = context.allocate(vector);
    memory shiftGradients = context.allocate(vector);
    scale = Context.buffer(scales);
    shift = Context.buffer(shifts);
    mean = Context.buffer(means);
    variance = Context.buffer(variances);
    scaleGradient = Context.buffer(scaleGradients);
    shiftGradient = Context.buffer(shiftGradients);

    batch_normalization_forward.primitive_desc plan = plan(context, form);
    forward =
        context
            .call(plan, batch_normalization_forward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_DST, out.value())
            .with(DNNL_ARG_SCALE, scales)
            .with(DNNL_ARG_SHIFT, shifts);
    if (form.trained() || form.statistics() == Statistics.GIVEN) {
      forward.with(DNNL_ARG_MEAN, means).with(DNNL_ARG_VARIANCE, variances);
    }
    memory workspace =
        form.trained() && form.relu() ? context.allocate(plan.workspace_desc()) : null;
    if (workspace != null) {
      forward.with(DNNL_ARG_WORKSPACE, workspace);
    }
    if (in.gradient() == null || out.gradient() == null) {
      backward = null;
      return;
    }
    batch_normalization_backward.primitive_desc gradient = gradientPlan(context, form, plan);
    backward =
        context
            .call(gradient, batch_normalization_backward::new)
            .with(DNNL_ARG_SRC, in.value())
            .with(DNNL_ARG_DIFF_DST, out.gradient())
            .with(DNNL_ARG_DIFF_SRC, in.gradient())
            .with(DNNL_ARG_SCALE, scales)
            .with(DNNL_ARG_MEAN, means)
            .with(DNNL_ARG_VARIANCE, variances)
            .with(DNNL_ARG_DIFF_SCALE, scaleGradients)
            .with(DNNL_ARG_DIFF_SHIFT, shiftGradients);
    if (workspace != null) {
      backward.with(DNNL_ARG_WORKSPACE, workspace);
    }
  }

  static batch_normalization_forward.primitive_desc plan(Context context, Form form) {
    prop_kind kind = form.trained() ? prop_kind.forward_training : prop_kind.forward_inference;
    return new batch_normalization_forward.primitive_desc(
        context.engine(),
        kind.value,
        form.view(),
        form.view(),
        form.epsilon(),
        form.flags(),
        context.attributes(),
        false);
  }

  static batch_normalization_backward.primitive_desc gradientPlan(
      Context context, Form form, batch_normalization_forward.primitive_desc forward) {
    return new batch_normalization_backward.primitive_desc(
        context.engine(),
        prop_kind.backward.value,
        form.view(),
        form.view(),
        form.view(),
        form.epsilon(),
        form.flags(),
        forward,
        context.attributes(),
        false);
  }

  private static int channels(memory.desc view) {
    return (int) view.get_dims().get(1);
  }

  /** With statistics of its own, and ReLU. */
  static Form measured(memory.desc view, boolean trained) {
    return new Form(view, 1, Statistics.COMPUTED, true, trained);
  }

  /**
   * The format in which a view is normalised fastest: its own, or blocks of eight channels where
   * oneDNN has generated code for these only and they are half full at least. In plain format its
   * code is four to six times slower; reorders to blocks and back take half of what that saves.
   */
  static memory.desc fast(Context context, memory.desc view) {
    memory.desc blocks = Context.inBlocks(view);
    boolean faster =
        channels(view) >= LEAST_CHANNELS
            && !Context.isGenerated(plan(context, measured(view, true)))
            && Context.isGenerated(plan(context, measured(blocks, true)));
    return faster ? blocks : view;
  }

  void forward() {
    forward.run();
  }

  void backward() {
    if (backward != null) {
      backward.run();
    }
  }
}
