package io.proxynas.engine.internal.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * The weights and bias of a convolution or a dense layer, kept in each format that a primitive asks
 * for, and their gradients.
 */
public final class FilterBank {

  /** Where the values of weights and bias come from, row-major. */
  public interface Source {

    void weights(FloatBuffer into);

    void bias(FloatBuffer into);
  }

  private final Context context;
  private final Parameter weightParameter;
  private final @Nullable Parameter biasParameter;
  private final memory.desc plain;
  private final Reordered weights;
  private final @Nullable memory bias;
  private final List<Runnable> loads = new ArrayList<>();
  private final List<Runnable> stores = new ArrayList<>();

  /**
   * @param bias or null where there is none
   * @param plain the description of the weights in the flat vector, row-major
   */
  public FilterBank(
      Context context, Parameter weights, @Nullable Parameter bias, memory.desc plain) {
    this(
        context,
        weights,
        bias,
        plain,
        bias == null ? new memory.desc() : biasDesc(bias.size()),
        new Source() {
          @Override
          public void weights(FloatBuffer into) {
            context.load(weights, into);
          }

          @Override
          public void bias(FloatBuffer into) {
            context.load(Objects.requireNonNull(bias), into);
          }
        });
  }

  /**
   * Weights that are not those of the flat vector, without gradients.
   *
   * @param plain the description of the weights as the source gives them
   * @param biasDesc that of the bias
   */
  public FilterBank(
      Context context, Parameter weights, memory.desc plain, memory.desc biasDesc, Source source) {
    this(context, weights, null, plain, biasDesc, source);
  }

  private FilterBank(
      Context context,
      Parameter weights,
      @Nullable Parameter bias,
      memory.desc plain,
      memory.desc biasDesc,
      Source source) {
    this.context = context;
    this.weightParameter = weights;
    this.biasParameter = bias;
    this.plain = plain;
    this.weights = new Reordered(context, loaded(plain, source::weights), loads::add);
    this.bias = biasDesc.get_size() == 0 ? null : loaded(biasDesc, source::bias);
  }

  private memory loaded(memory.desc desc, Consumer<FloatBuffer> source) {
    memory values = context.allocate(desc);
    FloatBuffer buffer = Context.buffer(values);
    loads.add(() -> source.accept(buffer));
    return values;
  }

  private memory stored(Parameter parameter, memory.desc desc) {
    memory gradient = context.allocate(desc);
    FloatBuffer buffer = Context.buffer(gradient);
    stores.add(() -> context.store(buffer, parameter));
    return gradient;
  }

  /** The description of a bias; an empty one, which oneDNN takes for none, without. */
  public static memory.desc biasDesc(@Nullable Parameter bias) {
    return bias == null ? new memory.desc() : biasDesc(bias.size());
  }

  /** The description of a bias of so many values. */
  public static memory.desc biasDesc(int size) {
    return Context.desc(memory.format_tag.a, size);
  }

  /** The description of the bias; an empty one without. */
  public memory.desc biasDesc() {
    return bias == null ? new memory.desc() : bias.get_desc();
  }

  /** Gives the bias to a primitive under a description, where there is one. */
  public void giveBias(Call call, memory.desc as) {
    if (bias != null) {
      call.with(DNNL_ARG_BIAS, context.view(bias, as));
    }
  }

  /** Copies the bias into an array, which stays as it is without one. */
  public void readBias(float[] into) {
    if (bias != null) {
      Context.buffer(bias).get(0, into);
    }
  }

  /** Where the gradient of the bias shall be written, under a description; null without a bias. */
  public @Nullable memory biasGradient(memory.desc as) {
    return biasParameter == null ? null : stored(biasParameter, as);
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
    if (format.equals(plain)) {
      return stored(weightParameter, plain);
    }
    memory gradient = context.allocate(format);
    memory plainGradient = context.allocate(plain);
    stores.add(Call.reorder(context, gradient, plainGradient));
    FloatBuffer buffer = Context.buffer(plainGradient);
    stores.add(() -> context.store(buffer, weightParameter));
    return gradient;
  }

  /** Takes weights and bias over from the flat vector. */
  public void load() {
    run(loads);
  }

  /** Stores the gradients in the flat vector. */
  public void store() {
    run(stores);
  }

  private static void run(List<Runnable> calls) {
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).run();
    }
  }
}
