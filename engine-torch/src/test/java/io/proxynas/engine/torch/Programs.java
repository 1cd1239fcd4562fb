package io.proxynas.engine.torch;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** Small programs, and what one of them gives and takes back. */
final class Programs {

  private Programs() {}

  /** Operations without parameters, one after the other. */
  static Program of(ImageShape input, Operation... operations) {
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < operations.length; i++) {
      instructions.add(new Instruction(operations[i], List.of(i)));
    }
    return new Program(
        input,
        instructions,
        new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
        List.of(),
        0);
  }

  /** A window without padding that moves alike in both directions. */
  static Window window(int kernel, int stride, int dilation) {
    Axis axis = new Axis(kernel, stride, dilation, 0, 0);
    return new Window(axis, axis);
  }

  /**
   * A 2x2 convolution after instance normalisation.
   *
   * @param shape with one channel
   */
  static Program normalized(ImageShape shape) {
    Parameter kernel =
        new Parameter("a", "W", new int[] {1, 1, 2, 2}, new int[0], 0, Parameter.Start.ZERO);
    Parameter gamma = new Parameter("b", "g", new int[] {1}, new int[0], 4, Parameter.Start.ONE);
    Parameter beta = new Parameter("b", "b", new int[] {1}, new int[0], 5, Parameter.Start.ZERO);
    return new Program(
        shape,
        List.of(
            new Instruction(new Operation.GroupNormalization(gamma, beta, 1, 0), List.of(0)),
            new Instruction(
                new Operation.Convolution(kernel, null, window(2, 1, 1), 1), List.of(1))),
        new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
        List.of(kernel, gamma, beta),
        6);
  }

  static NetworkState state(Program program) {
    return new NetworkState(
        new float[program.size()], new float[program.trainable()], new Seed(1).generator());
  }

  static TorchExecutable executable(Program program, int batch, Pass pass, NetworkState state) {
    return new TorchExecutable(program, batch, pass, state, TorchDevice.PROCESSOR);
  }

  /** The value of one image, and the gradient of its sum with respect to the pixels. */
  static float[][] run(Program program, float[] image) {
    float[] value = new float[program.outputs()];
    float[] ones = new float[value.length];
    java.util.Arrays.fill(ones, 1);
    float[] gradient = new float[image.length];
    try (TorchExecutable executable = executable(program, 1, Pass.PIXEL_GRADIENT, state(program))) {
      executable.load();
      executable.forward(image, 0, value, 0);
      executable.backward(ones, 0);
      executable.pixelGradient(gradient, 0);
    }
    return new float[][] {value, gradient};
  }
}
