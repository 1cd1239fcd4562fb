package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * A program for one batch size and one {@link Pass}: primitives and memories made once, nothing
 * allocated a step. Used by one thread at a time. All native memory is freed by {@link #close}.
 */
public final class Executable implements AutoCloseable {

  private final PointerScope scope;
  private final Context context;
  private final List<Kernel> kernels = new ArrayList<>();
  private final Tensor input;
  private final FloatBuffer inputBuffer;
  private final @Nullable FloatBuffer inputGradient;
  private final FloatBuffer result;
  private final @Nullable FloatBuffer resultGradient;
  private final @Nullable Call reorderResult;
  private final @Nullable Call reorderResultGradient;

  /**
   * Compiles a program.
   *
   * @param batch images at a time, at least 1
   * @param weights the network's flat parameter vector, read by {@link #load} and, for running
   *     statistics, written by forward passes of {@link Pass#TRAIN}
   * @param gradients receives the gradients of the trained part
   */
  public Executable(Program program, int batch, Pass pass, float[] weights, float[] gradients) {
    try (PointerScope building = new PointerScope()) {
      scope = building.extend();
      context = Context.create(batch, pass, weights, gradients);
      ImageShape shape = program.input();
      input =
          context.tensor(
              Context.desc(
                  memory.format_tag.nchw, batch, shape.channels(), shape.height(), shape.width()),
              pass.pixelGradients);
      inputBuffer = Context.buffer(input.value());
      inputGradient = input.gradient() == null ? null : Context.buffer(input.gradient());
      int end = pass.endsAtEmbedding ? program.embedding() : program.operations().size();
      Tensor last = build(program, end);
      memory.desc plain = plain(program.shapes().get(end));
      if (last.desc().get_inner_nblks() == 0) {
        result = Context.buffer(last.value());
        resultGradient = last.gradient() == null ? null : Context.buffer(last.gradient());
        reorderResult = null;
        reorderResultGradient = null;
      } else {
        memory values = context.allocate(plain);
        result = Context.buffer(values);
        reorderResult = Call.reorder(last.value(), values);
        if (last.gradient() == null) {
          resultGradient = null;
          reorderResultGradient = null;
        } else {
          memory gradient = context.allocate(plain);
          resultGradient = Context.buffer(gradient);
          reorderResultGradient = Call.reorder(gradient, last.gradient());
        }
      }
    }
  }

  private memory.desc plain(ImageShape shape) {
    return Context.desc(
        memory.format_tag.nchw, context.batch(), shape.channels(), shape.height(), shape.width());
  }

  /**
   * Makes a kernel for each operation up to {@code end}; ReLU after a normalisation becomes part of
   * it.
   */
  private Tensor build(Program program, int end) {
    List<ImageShape> shapes = program.shapes();
    Tensor last = input;
    for (int i = 0; i < end; i++) {
      Operation operation = program.operations().get(i);
      boolean relu = i + 1 < end && isRelu(program.operations().get(i + 1));
      last = add(operation, relu, shapes.get(i), shapes.get(i + 1), last);
      if (relu && normalizes(operation)) {
        i++;
      }
    }
    return last;
  }

  private static boolean isRelu(Operation operation) {
    return operation instanceof Operation.Activation activation
        && activation.function() == Operation.Activation.Function.RELU;
  }

  private static boolean normalizes(Operation operation) {
    return operation instanceof Operation.BatchNormalization
        || operation instanceof Operation.GroupNormalization;
  }

  private Tensor add(Operation operation, boolean relu, ImageShape from, ImageShape to, Tensor in) {
    if (operation instanceof Operation.Activation activation) {
      kernels.add(new ActivationKernel(context, activation, in));
      return in;
    }
    boolean dense = operation instanceof Operation.Dense;
    memory.desc desc =
        dense
            ? Context.desc(memory.format_tag.ab, context.batch(), to.channels())
            : context.images(to);
    Tensor out = context.tensor(desc, context.pass().backward());
    if (operation instanceof Operation.Convolution convolution) {
      addConvolution(convolution, from, in, out);
    } else if (operation instanceof Operation.BatchNormalization batch) {
      kernels.add(new BatchNormalizationKernel(context, batch, relu, in, out));
    } else if (operation instanceof Operation.GroupNormalization group) {
      boolean instance = group.groups() == from.channels();
      kernels.add(
          instance
              ? new InstanceNormalizationKernel(context, group, relu, from, in, out)
              : new GroupNormalizationKernel(context, group, relu, from, in, out));
    } else if (operation instanceof Operation.Pooling pooling) {
      kernels.add(new PoolingKernel(context, pooling, in, out));
    } else if (operation instanceof Operation.Dense linear) {
      kernels.add(new DenseKernel(context, linear, in, out));
    }
    return out;
  }

  private void addConvolution(
      Operation.Convolution convolution, ImageShape from, Tensor in, Tensor out) {
    Window excess = convolution.window().excess();
    Tensor framed = in;
    if (excess.pads()) {
      ImageShape larger = excess.output(from, from.channels());
      framed = context.tensor(context.images(larger), in.gradient() != null);
      kernels.add(new PaddingKernel(context, excess.padTop(), excess.padLeft(), in, framed));
    }
    Operation.Convolution inner =
        new Operation.Convolution(
            convolution.weights(), convolution.bias(), convolution.window().withoutExcess());
    kernels.add(new ConvolutionKernel(context, inner, framed, out));
  }

  /** Takes the weights over from the flat vector, after they have changed. */
  public void load() {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).load();
    }
  }

  /**
   * Runs forward.
   *
   * @param images (batch, C, H, W)
   * @param offset of the first value in {@code images}
   * @param into receives the logits (batch, classes) or the embedding (batch, C, H, W)
   * @param intoOffset of the first value in {@code into}
   */
  public void forward(float[] images, int offset, float[] into, int intoOffset) {
    inputBuffer.put(0, images, offset, inputBuffer.capacity());
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).forward();
    }
    if (reorderResult != null) {
      reorderResult.run(context.stream());
    }
    result.get(0, into, intoOffset, result.capacity());
  }

  /**
   * Runs backward from the last forward; the parameters' gradients land in the flat vector.
   *
   * @param gradient of the loss with respect to the result of {@link #forward}
   * @param offset of the first value in {@code gradient}
   */
  public void backward(float[] gradient, int offset) {
    if (resultGradient == null) {
      throw new IllegalStateException("pass " + context.pass() + " has no backward");
    }
    resultGradient.put(0, gradient, offset, resultGradient.capacity());
    if (reorderResultGradient != null) {
      reorderResultGradient.run(context.stream());
    }
    for (int i = kernels.size() - 1; i >= 0; i--) {
      kernels.get(i).backward();
    }
  }

  /**
   * After {@link #backward} of a pass with pixel gradients: the gradient of the loss with respect
   * to the images.
   *
   * @param into receives (batch, C, H, W)
   * @param offset of the first value in {@code into}
   */
  public void pixelGradient(float[] into, int offset) {
    if (inputGradient == null) {
      throw new IllegalStateException("pass " + context.pass() + " has no gradient of the pixels");
    }
    inputGradient.get(0, into, offset, inputGradient.capacity());
  }

  /** The number of values of the result for one image. */
  public int resultSize() {
    return result.capacity() / context.batch();
  }

  @Override
  public void close() {
    scope.close();
  }
}
