package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.kernel.KernelExecutable;
import io.proxynas.engine.internal.onednn.kernel.Copies;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** Primitives and memories of a program, made once. */
final class OneDnnExecutable extends KernelExecutable {

  private final PointerScope scope;
  private final Context context;
  private final Assembly assembly;
  private final FloatBuffer inputBuffer;
  private final @Nullable FloatBuffer inputGradient;
  private final FloatBuffer result;
  private final @Nullable FloatBuffer resultGradient;

  OneDnnExecutable(Program program, int batch, Pass pass, NetworkState state) {
    this(program, () -> Context.create(batch, pass, state));
  }

  private OneDnnExecutable(Program program, Supplier<Context> shared) {
    try (PointerScope building = new PointerScope()) {
      context = shared.get();
      Pass pass = context.pass();
      ImageShape shape = program.input();
      Tensor plain = context.tensor(context.plain(shape), pass.pixelGradients());
      inputBuffer = Context.buffer(plain.value());
      inputGradient = plain.gradient() == null ? null : Context.buffer(plain.gradient());
      Tensor image = blocked(shape, plain);
      int end = pass.endsAtEmbedding() ? program.embedding() : program.instructions().size();
      assembly = new Assembly(context, program, image, end);
      kernels.addAll(assembly.kernels());
      Tensor last = plain(program.shapes().get(end), assembly.result());
      result = Context.buffer(last.value());
      resultGradient = last.gradient() == null ? null : Context.buffer(last.gradient());
      context.allocateScratchpad();
      scope = building.extend(); // last: until then all is freed where something fails
    }
  }

  /**
   * The bytes of an executable, told by assembling it without bytes and code. oneDNN is asked for
   * the formats and the scratch space of each primitive.
   *
   * @param batch images at a time
   */
  static long bytes(Program program, int batch, Pass pass) {
    Supplier<Context> measuring = () -> Context.measuring(batch, pass);
    try (OneDnnExecutable measured = new OneDnnExecutable(program, measuring)) {
      return measured.bytes();
    }
  }

  /** The images in the format of all other values, by a kernel of its own where that differs. */
  private Tensor blocked(ImageShape shape, Tensor plain) {
    memory.desc desc = context.images(shape);
    if (Context.isPlain(shape)) {
      return context.view(plain, desc);
    }
    Tensor image = context.tensor(desc, plain.gradient() != null);
    kernels.add(Copies.reshape(context, shape, shape, plain, image));
    return image;
  }

  /** The last values in the order of the caller, by a kernel of its own where that differs. */
  private Tensor plain(ImageShape shape, Tensor last) {
    if (Context.isPlain(shape)) {
      return last;
    }
    Tensor plain = context.tensor(context.plain(shape), last.gradient() != null);
    kernels.add(Copies.reorder(context, last, plain));
    return plain;
  }

  @Override
  public void forward(float[] images, int offset, float[] into, int intoOffset) {
    inputBuffer.put(0, images, offset, inputBuffer.capacity());
    forward();
    result.get(0, into, intoOffset, result.capacity());
  }

  @Override
  public void backward(float[] gradient, int offset) {
    if (resultGradient == null) {
      throw new IllegalStateException("pass " + context.pass() + " has no backward");
    }
    resultGradient.put(0, gradient, offset, resultGradient.capacity());
    backward();
  }

  @Override
  public void pixelGradient(float[] into, int offset) {
    if (inputGradient == null) {
      throw new IllegalStateException("pass " + context.pass() + " has no gradient of the pixels");
    }
    inputGradient.get(0, into, offset, inputGradient.capacity());
  }

  /** A batch comes first in each of oneDNN's formats, so its bytes are taken as they lie. */
  @Override
  public void activation(int instruction, float[] into) {
    Context.buffer(assembly.result(instruction).value()).get(0, into);
  }

  /** Bytes of the memories that it made, scratch space included. */
  long bytes() {
    return context.allocated().get();
  }

  @Override
  public void close() {
    scope.close();
    if (!context.isMeasuring()) {
      FreedMemory.OF_THIS_PROCESS.add(bytes());
    }
  }
}
