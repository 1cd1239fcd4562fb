package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
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
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jExecutableTest {

  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
  private static final float[] IMAGE = {1, 2, 3, 4};

  /**
   * Mean 2.5, variance 1.25: the normalised image is (−3, −1, 1, 3)/√5; times 3 plus 0.5; the
   * kernel takes the first value and twice the last one.
   */
  private static final float UNIT = (float) (1 / Math.sqrt(5));

  private static final float RESULT = -9 * UNIT + 0.5f + 2 * (9 * UNIT + 0.5f);

  /** A 2x2 kernel without padding, and instance normalisation before it. */
  private static Program program() {
    Parameter kernel =
        new Parameter("a", "W", new int[] {1, 1, 2, 2}, new int[0], 0, Parameter.Start.ZERO);
    Parameter gamma = new Parameter("b", "g", new int[] {1}, new int[0], 4, Parameter.Start.ONE);
    Parameter beta = new Parameter("b", "b", new int[] {1}, new int[0], 5, Parameter.Start.ZERO);
    Axis axis = new Axis(2, 1, 1, 0, 0);
    return new Program(
        SHAPE,
        List.of(
            new Instruction(new Operation.GroupNormalization(gamma, beta, 1, 0), List.of(0)),
            new Instruction(
                new Operation.Convolution(kernel, null, new Window(axis, axis), 1), List.of(1))),
        new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
        List.of(kernel, gamma, beta),
        6);
  }

  private static NetworkState state() {
    return new NetworkState(
        new float[] {1, 0, 0, 2, 3, 0.5f}, new float[6], new Seed(1).generator());
  }

  @Test
  void forwardAndBackward_handWorked() {
    NetworkState state = state();
    float[] result = new float[1];
    try (Nd4jExecutable executable = new Nd4jExecutable(program(), 1, Pass.TRAIN, state)) {
      executable.load();
      executable.forward(IMAGE, 0, result, 0);
      executable.backward(new float[] {1}, 0);
    }
    assertThat(result[0]).isCloseTo(RESULT, within(1e-5f));
    // Gradients: of the kernel what it reads, of γ (−3 + 2·3)/√5, of β 1 + 2.
    float[] expected = {
      0.5f - 9 * UNIT, 0.5f - 3 * UNIT, 0.5f + 3 * UNIT, 0.5f + 9 * UNIT, 3 * UNIT, 3
    };
    assertThat(state.gradients()).containsExactly(expected, within(1e-5f));
  }

  @Test
  void steps_allocateNoArrays() {
    float[] result = new float[1];
    try (Nd4jExecutable executable = new Nd4jExecutable(program(), 1, Pass.TRAIN, state())) {
      executable.load();
      long before = Pointer.totalBytes();
      for (int step = 0; step < 50; step++) {
        executable.forward(IMAGE, 0, result, 0);
        executable.backward(new float[] {1}, 0);
      }
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(ConvNet.Normalization.class)
  void bytes_ofBackend_areThoseOfAnExecutable(ConvNet.Normalization normalization) {
    ImageShape shape = new ImageShape(3, 9, 8);
    ConvNet net =
        new ConvNet(2, 12, ConvNet.Activation.SIGMOID, normalization, ConvNet.Pooling.AVERAGE);
    Program program = Translator.translate(Definition.of(net.configuration(shape, 4, 1)), shape);
    for (Pass pass : Pass.values()) {
      long told = new Nd4jBackend().bytes(program, 7, pass);
      try (Nd4jExecutable executable = new Nd4jExecutable(program, 7, pass, state())) {
        assertThat(told).as(pass.name()).isEqualTo(executable.bytes()).isPositive();
      }
    }
  }

  @Test
  void compile_inAWorkspace_outlivesIt() {
    float[] result = new float[1];
    Nd4jExecutable executable;
    try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("caller")) {
      executable = new Nd4jExecutable(program(), 1, Pass.TRAIN, state());
      assertThat(workspace.getPrimaryOffset()).isZero();
    }
    try (executable) {
      executable.load();
      executable.forward(IMAGE, 0, result, 0);
      assertThat(result[0]).isCloseTo(RESULT, within(1e-5f));
    }
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  @Test
  void backward_ofInference_isRejected() {
    try (Nd4jExecutable executable = new Nd4jExecutable(program(), 1, Pass.INFER, state())) {
      assertThatThrownBy(() -> executable.backward(new float[1], 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("pass INFER has no backward");
      assertThatThrownBy(() -> executable.pixelGradient(new float[4], 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("pass INFER has no gradient of the pixels");
    }
  }
}
