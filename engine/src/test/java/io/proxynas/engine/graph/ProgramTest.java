package io.proxynas.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Loss.Link;
import io.proxynas.engine.graph.Loss.Measure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private static final ImageShape IMAGE = new ImageShape(3, 4, 5);
  private static final Loss LOSS = new Loss(Measure.SQUARED_ERROR, Link.IDENTITY);

  private static Program program(Instruction... steps) {
    return new Program(IMAGE, List.of(steps), LOSS, List.of(), 0);
  }

  private static Instruction step(Operation operation, Integer... inputs) {
    return new Instruction(operation, List.of(inputs));
  }

  @Test
  void shapes_branches_handWorked() {
    Operation relu = new Operation.Activation(Operation.Activation.Function.RELU);
    Program program =
        program(
            step(relu, 0),
            step(new Operation.Concatenation(), 0, 1),
            step(new Operation.Sum(List.of(1f, 1f)), 2, 2),
            step(new Operation.Reshape(new ImageShape(120, 1, 1)), 3));

    assertThat(program.shapes())
        .containsExactly(
            IMAGE,
            IMAGE,
            new ImageShape(6, 4, 5),
            new ImageShape(6, 4, 5),
            new ImageShape(120, 1, 1));
    assertThat(program.outputs()).isEqualTo(120);
    // 60 for the activation, 120 for the sum.
    assertThat(program.flops()).isEqualTo(180);
  }

  @Test
  void new_inputsOfLaterSteps_areRejected() {
    assertThatThrownBy(() -> program(step(new Operation.Product(), 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the inputs of instruction 0 must be values in [0, 0], but one was 1");
  }

  @Test
  void new_noSteps_isRejected() {
    assertThatThrownBy(ProgramTest::program)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a program must have at least 1 instruction, but has 0");
  }

  @Test
  void step_wrongNumberOfInputs_isRejected() {
    assertThatThrownBy(() -> step(new Operation.Softmax(), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Softmax must have exactly 1 input, but has [0, 0]");
    assertThatThrownBy(() -> step(new Operation.Product(), 0))
        .hasMessage("Product must have exactly 2 inputs, but has [0]");
    assertThatThrownBy(() -> step(new Operation.Sum(List.of(1f)), 0, 0))
        .hasMessage("Sum must have exactly 1 input, but has [0, 0]");
    assertThatThrownBy(() -> step(new Operation.Concatenation()))
        .hasMessage("Concatenation must have at least 1 input, but has []");
  }

  @Test
  void loss_crossEntropyWithoutSoftmax_isRejected() {
    assertThatThrownBy(() -> new Loss(Measure.CROSS_ENTROPY, Link.TANH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cross-entropy must follow softmax, but follows TANH");
  }

  @Test
  void axis_badLengths_areRejected() {
    assertThatThrownBy(() -> new Axis(0, 1, 2, -1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "kernel, stride and dilation must be at least 1 and padding at least 0, but were 0, 1,"
                + " 2 and -1, 4");
  }

  @Test
  void axis_imageShorterThanTheKernel_hasNoPosition() {
    assertThat(new Axis(3, 2, 1, 0, 0).output(2)).isZero();
  }
}
