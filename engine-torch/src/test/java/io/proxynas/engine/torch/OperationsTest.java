package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Pooling.Kind;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the suites of all back ends leave out, worked by hand. */
class OperationsTest {

  private static final ImageShape NINE = new ImageShape(1, 3, 3);
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 10};
  private static final Offset<Float> CLOSE = within(1e-6f);

  @Test
  void mean_dilated_isThatOfTheCorners() {
    Program program =
        Programs.of(NINE, new Operation.Pooling(Kind.AVERAGE, Programs.window(2, 1, 2)));

    float[][] run = Programs.run(program, IMAGE);

    assertThat(run[0]).containsExactly(new float[] {(1 + 3 + 7 + 10) / 4f}, CLOSE);
    assertThat(run[1])
        .containsExactly(new float[] {0.25f, 0, 0.25f, 0, 0, 0, 0.25f, 0, 0.25f}, CLOSE);
  }

  @Test
  void maximum_dilated_isThatOfTheCorners() {
    Program program = Programs.of(NINE, new Operation.Pooling(Kind.MAX, Programs.window(2, 1, 2)));

    float[][] run = Programs.run(program, IMAGE);

    assertThat(run[0]).containsExactly(10);
    assertThat(run[1]).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  /** Two zeros before and none after: the first window reads one pixel a direction. */
  @Test
  void mean_paddedWiderThanHalfTheWindow_countsTheZerosOrNot() {
    Axis axis = new Axis(3, 2, 1, 2, 0);
    Window window = new Window(axis, axis);

    float[][] inside =
        Programs.run(Programs.of(NINE, new Operation.Pooling(Kind.AVERAGE, window)), IMAGE);
    float[][] all =
        Programs.run(
            Programs.of(NINE, new Operation.Pooling(Kind.AVERAGE_WITH_PADDING, window)), IMAGE);

    assertThat(inside[0]).containsExactly(new float[] {1, 2, 4, 46f / 9}, within(1e-5f));
    assertThat(all[0])
        .containsExactly(new float[] {1 / 9f, 6 / 9f, 12 / 9f, 46 / 9f}, within(1e-5f));
  }

  @Test
  void activations_ofOtherConstants_asWritten() {
    ImageShape three = new ImageShape(3, 1, 1);
    float[] values = {-2, 0.5f, 3};

    assertThat(value(three, Operation.Activation.Function.SWISH, 2, values)[0])
        .isCloseTo((float) (-2 / (1 + Math.exp(4))), CLOSE);
    assertThat(value(three, Operation.Activation.Function.ELU, 0.5f, values)[0])
        .isCloseTo((float) (0.5 * (Math.exp(-2) - 1)), CLOSE);
    assertThat(value(three, Operation.Activation.Function.CLIPPED_RELU, 2, values))
        .containsExactly(0, 0.5f, 2);
    assertThat(value(three, Operation.Activation.Function.RELU, -0.5f, values))
        .containsExactly(1, 0.5f, 3);
  }

  private static float[] value(
      ImageShape shape, Operation.Activation.Function function, float alpha, float[] image) {
    return Programs.run(Programs.of(shape, new Operation.Activation(function, alpha)), image)[0];
  }

  @Test
  void maximum_ofEqualValues_givesTheFirstTheGradient() {
    Program program =
        new Program(
            new ImageShape(2, 1, 1),
            List.of(
                new Instruction(new Operation.Sum(List.of(2f)), List.of(0)),
                new Instruction(new Operation.Sum(List.of(3f)), List.of(0)),
                new Instruction(new Operation.Maximum(), List.of(1, 2))),
            new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
            List.of(),
            0);

    float[][] run = Programs.run(program, new float[] {0, -1});

    assertThat(run[0]).containsExactly(0, -2);
    assertThat(run[1]).containsExactly(2, 2);
  }

  @Test
  void gate_held_keepsItsSlopes() {
    Program program =
        Programs.of(
            new ImageShape(2, 1, 1),
            new Operation.Activation(Operation.Activation.Function.RELU, 0.1f));
    float[] result = new float[2];
    try (var executable =
        Programs.executable(program, 1, Pass.PIXEL_GRADIENT, Programs.state(program))) {
      executable.forward(new float[] {-1, 1}, 0, result, 0);
      executable.holdGates(true);
      executable.forward(new float[] {5, -5}, 0, result, 0);
      assertThat(result).containsExactly(0.5f, -5);

      executable.holdGates(false);
      executable.forward(new float[] {5, -5}, 0, result, 0);
      assertThat(result).containsExactly(5, -0.5f);
    }
  }

  @Test
  void dropout_inTraining_keepsTheShare_andElsewhereAll() {
    int size = 10_000;
    Program program = Programs.of(new ImageShape(size, 1, 1), new Operation.Dropout(0.8));
    float[] image = new float[2 * size];
    java.util.Arrays.fill(image, 1);
    float[] first = new float[2 * size];
    float[] second = new float[2 * size];
    float[] inferred = new float[2 * size];
    NetworkState state = Programs.state(program);
    try (var training = Programs.executable(program, 2, Pass.TRAIN, state);
        var inference = Programs.executable(program, 2, Pass.INFER, state)) {
      training.forward(image, 0, first, 0);
      training.forward(image, 0, second, 0);
      inference.forward(image, 0, inferred, 0);
    }
    int kept = 0;
    for (float value : first) {
      assertThat(value).isIn(0f, 1.25f);
      kept += value > 0 ? 1 : 0;
    }
    // The share of n draws has deviation √(p(1 − p)/n), here 0.0028.
    assertThat((double) kept / first.length).isCloseTo(0.8, within(4 * 0.0028));
    assertThat(second).isNotEqualTo(first);
    assertThat(inferred).isEqualTo(image);
  }
}
