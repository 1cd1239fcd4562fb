package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Program;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
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
   * @param masks draws what dropout keeps
   */
  public Executable(
      Program program,
      int batch,
      Pass pass,
      float[] weights,
      float[] gradients,
      RandomGenerator masks) {
    try (PointerScope building = new PointerScope()) {
      scope = building.extend();
      context = Context.create(batch, pass, weights, gradients, masks);
      ImageShape shape = program.input();
      Tensor plain = context.tensor(context.plain(shape), pass.pixelGradients);
      inputBuffer = Context.buffer(plain.value());
      inputGradient = plain.gradient() == null ? null : Context.buffer(plain.gradient());
      Tensor image = blocked(shape, plain);
      int end = pass.endsAtEmbedding ? program.embedding() : program.steps().size();
      Assembly assembly = new Assembly(context, program, image, end);
      kernels.addAll(assembly.kernels());
      Tensor last = assembly.result();
      ImageShape lastShape = program.shapes().get(end);
      if (Context.isPlain(lastShape)) {
        result = Context.buffer(last.value());
        resultGradient = last.gradient() == null ? null : Context.buffer(last.gradient());
        reorderResult = null;
        reorderResultGradient = null;
      } else {
        memory values = context.allocate(context.plain(lastShape));
        result = Context.buffer(values);
        reorderResult = Call.reorder(last.value(), values);
        if (last.gradient() == null) {
          resultGradient = null;
          reorderResultGradient = null;
        } else {
          memory gradient = context.allocate(context.plain(lastShape));
          resultGradient = Context.buffer(gradient);
          reorderResultGradient = Call.reorder(gradient, last.gradient());
        }
      }
    }
  }

  /** The images in the format of all other values, by a kernel of its own where that differs. */
  private Tensor blocked(ImageShape shape, Tensor plain) {
    memory.desc desc = context.images(shape);
    if (Context.isPlain(shape)) {
      return new Tensor(
          desc, context.view(plain.value(), desc), context.viewOrNull(plain.gradient(), desc));
    }
    Tensor image = context.tensor(desc, plain.gradient() != null);
    kernels.add(new ReshapeKernel(context, shape, shape, plain, image));
    return image;
  }

  /** Takes the weights over from the flat vector, after they have changed. */
  public void load() {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).load();
    }
  }

  /**
   * In {@link Pass#PIXEL_GRADIENT}: lets ReLUs keep the slopes of the last forward pass, or take
   * them anew with each.
   */
  public void holdGates(boolean hold) {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).holdGates(hold);
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
