package io.proxynas.engine.internal.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * The weights and bias of a convolution or a dense layer, kept in each format that a primitive asks
 * for, and their gradients.
 */
public final class FilterBank {

  private final Context context;
  private final Parameter weightParameter;
  private final @Nullable Parameter biasParameter;
  private final memory.desc plain;
  private final Reordered weights;
  private final FloatBuffer weightBuffer;
  private final @Nullable memory bias;
  private final @Nullable FloatBuffer biasBuffer;
  private @Nullable Call gradientReorder;
  private @Nullable FloatBuffer gradientBuffer;
  private @Nullable FloatBuffer biasGradientBuffer;

  /**
   * @param bias or null where there is none
   * @param plain the description of the weights in the flat vector, row-major
   */
  public FilterBank(
      Context context, Parameter weights, @Nullable Parameter bias, memory.desc plain) {
    this.context = context;
    this.weightParameter = weights;
    this.biasParameter = bias;
    this.plain = plain;
    memory plainWeights = context.allocate(plain);
    this.weights = new Reordered(context, plainWeights);
    this.weightBuffer = Context.buffer(plainWeights);
    this.bias = bias == null ? null : context.allocate(biasDesc(bias));
    this.biasBuffer = this.bias == null ? null : Context.buffer(this.bias);
  }

  /** The description of a bias; an empty one, which oneDNN takes for none, without. */
  public static memory.desc biasDesc(@Nullable Parameter bias) {
    return bias == null ? new memory.desc() : Context.desc(memory.format_tag.a, bias.size());
  }

  /** Gives the bias to a primitive, where there is one. */
  public void giveBias(Call call) {
    if (bias != null) {
      call.with(DNNL_ARG_BIAS, bias);
    }
  }

  /** As {@link #giveBias(Call)}, under another description. */
  public void giveBias(Call call, memory.desc as) {
    if (bias != null) {
      call.with(DNNL_ARG_BIAS, context.view(bias, as));
    }
  }

  /** Lets a primitive write the gradient of the bias, where there is one. */
  public void takeBiasGradient(Call call) {
    if (bias != null) {
      memory gradient = context.allocate(biasDesc(biasParameter));
      biasGradientBuffer = Context.buffer(gradient);
      call.with(DNNL_ARG_DIFF_BIAS, gradient);
    }
  }

  /** Where the gradient of the bias shall be written, under another description. */
  public memory biasGradient(memory.desc as) {
    memory gradient = context.allocate(as);
    biasGradientBuffer = Context.buffer(gradient);
    return gradient;
  }

  /** Row-major weights over whole images. */
  public static memory.desc plain(int outputs, ImageShape shape) {
    return Context.desc(
        memory.format_tag.abcd, outputs, shape.channels(), shape.height(), shape.width());
  }

  /** The weights in a format, kept up to date by {@link #load}. */
  public memory inFormat(memory.desc format) {
    return weights.in(format);
  }

  /** Where a primitive shall write the gradient of the weights, in the format that it prefers. */
  public memory gradientInFormat(memory.desc format) {
    memory gradient = context.allocate(format);
    memory plainGradient = gradient;
    if (!format.equals(plain)) {
      plainGradient = context.allocate(plain);
      gradientReorder = Call.reorder(context, gradient, plainGradient);
    }
    gradientBuffer = Context.buffer(plainGradient);
    return gradient;
  }

  /** Takes weights and bias over from the flat vector. */
  public void load() {
    context.load(weightParameter, weightBuffer);
    if (biasParameter != null && biasBuffer != null) {
      context.load(biasParameter, biasBuffer);
    }
    weights.update();
  }

  /** Stores the gradients in the flat vector. */
  public void store() {
    if (gradientReorder != null) {
      gradientReorder.run(context.stream());
    }
    if (gradientBuffer != null) {
      context.store(gradientBuffer, weightParameter);
    }
    if (biasParameter != null && biasGradientBuffer != null) {
      context.store(biasGradientBuffer, biasParameter);
    }
  }
}
