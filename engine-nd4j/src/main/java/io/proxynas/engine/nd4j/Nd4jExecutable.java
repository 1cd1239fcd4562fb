package io.proxynas.engine.nd4j;

import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.kernel.KernelExecutable;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.Tensor;
import io.proxynas.engine.nd4j.call.Transfer;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of a program and operations bound to them, made once. */
final class Nd4jExecutable extends KernelExecutable {

  private final Context context;
  private final Tensor image;
  private final Tensor result;
  private final Assembly assembly;

  Nd4jExecutable(Program program, int batch, Pass pass, NetworkState state) {
    context = new Context(batch, pass, state);
    try {
      image = context.tensor(program.input(), pass.pixelGradients());
      int end = pass.endsAtEmbedding() ? program.embedding() : program.instructions().size();
      assembly = new Assembly(context, program, image, end);
      kernels.addAll(assembly.kernels());
      result = assembly.result();
    } catch (RuntimeException | Error e) {
      context.close(); // what was made until then
      throw e;
    }
  }

  /** The bytes of an executable, told by making one. */
  static long bytes(Program program, int batch, Pass pass) {
    float[] none = new float[0];
    NetworkState state = new NetworkState(none, none, new SplittableRandom(0));
    try (Nd4jExecutable made = new Nd4jExecutable(program, batch, pass, state)) {
      return made.bytes();
    }
  }

  /** Bytes of the arrays that it made. */
  long bytes() {
    return Float.BYTES * context.arrays().stream().mapToLong(INDArray::length).sum();
  }

  @Override
  public void forward(float[] images, int offset, float[] into, int intoOffset) {
    Transfer.put(images, offset, image.value());
    forward();
    Transfer.get(result.value(), into, intoOffset);
  }

  @Override
  public void backward(float[] gradient, int offset) {
    if (!context.pass().backward()) {
      throw new IllegalStateException("pass " + context.pass() + " has no backward");
    }
    Transfer.put(gradient, offset, result.requireGradient());
    backward();
  }

  @Override
  public void pixelGradient(float[] into, int offset) {
    if (image.gradient() == null) {
      throw new IllegalStateException("pass " + context.pass() + " has no gradient of the pixels");
    }
    Transfer.get(image.gradient(), into, offset);
  }

  @Override
  public void activation(int instruction, float[] into) {
    Transfer.get(assembly.result(instruction).value(), into, 0);
  }

  @Override
  public void close() {
    context.close();
  }
}
