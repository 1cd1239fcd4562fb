package io.proxynas.engine.onednn;

import io.proxynas.engine.graph.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * The weights and bias of a convolution or a dense layer, kept in each format that a primitive asks
 * for, and their gradients.
 */
final class FilterBank {

  private final Context context;
  private final Parameter weightParameter;
  private final Parameter biasParameter;
  private final memory.desc plain;
  private final memory plainWeights;
  private final FloatBuffer weightBuffer;
  private final memory bias;
  private final FloatBuffer biasBuffer;
  private final List<memory> formats = new ArrayList<>();
  private final List<Call> reorders = new ArrayList<>();
  private @Nullable Call gradientReorder;
  private @Nullable FloatBuffer gradientBuffer;
  private @Nullable FloatBuffer biasGradientBuffer;

  /**
   * @param plain the description of the weights in the flat vector, row-major
   */
  FilterBank(Context context, Parameter weights, Parameter bias, memory.desc plain) {
    this.context = context;
    this.weightParameter = weights;
    this.biasParameter = bias;
    this.plain = plain;
    this.plainWeights = context.allocate(plain);
    this.weightBuffer = Context.buffer(plainWeights);
    this.bias = context.allocate(Context.desc(memory.format_tag.a, bias.size()));
    this.biasBuffer = Context.buffer(this.bias);
    formats.add(plainWeights);
  }

  memory bias() {
    return bias;
  }

  /** The weights in a format, kept up to date by {@link #load}. */
  memory inFormat(memory.desc format) {
    for (memory known : formats) {
      if (known.get_desc().equals(format)) {
        return known;
      }
    }
    memory weights = context.allocate(format);
    formats.add(weights);
    reorders.add(Call.reorder(plainWeights, weights));
    return weights;
  }

  /** Where a primitive shall write the gradient of the weights, in the format that it prefers. */
  memory gradientInFormat(memory.desc format) {
    memory gradient = context.allocate(format);
    memory plainGradient = gradient;
    if (!format.equals(plain)) {
      plainGradient = context.allocate(plain);
      gradientReorder = Call.reorder(gradient, plainGradient);
    }
    gradientBuffer = Context.buffer(plainGradient);
    return gradient;
  }

  memory biasGradient() {
    memory gradient = context.allocate(Context.desc(memory.format_tag.a, biasParameter.size()));
    biasGradientBuffer = Context.buffer(gradient);
    return gradient;
  }

  /** Takes weights and bias over from the flat vector. */
  void load() {
    context.load(weightParameter, weightBuffer);
    context.load(biasParameter, biasBuffer);
    for (int i = 0; i < reorders.size(); i++) {
      reorders.get(i).run(context.stream());
    }
  }

  /** Stores the gradients in the flat vector. */
  void store() {
    if (gradientReorder != null) {
      gradientReorder.run(context.stream());
    }
    if (gradientBuffer != null && biasGradientBuffer != null) {
      context.store(gradientBuffer, weightParameter);
      context.store(biasGradientBuffer, biasParameter);
    }
  }
}
