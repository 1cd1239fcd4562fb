package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Parameter.Start;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GradientDistanceTest {

  private static Parameter parameter(int offset, int... shape) {
    return new Parameter("layer", "W", shape, new int[0], offset, Start.ZERO);
  }

  @Test
  void derive_twoUnits_givesTheHandWorkedValues() {
    // A dense layer of two units with two inputs, and its bias, which does not count.
    GradientDistance distance = new GradientDistance(List.of(parameter(0, 2, 2), parameter(4, 2)));
    float[] synthetic = {3, 4, 0, 2, 9, 9};
    float[] real = {4, 3, 0, -1, -9, 9};
    float[] into = {7, 7, 7, 7, 7, 7};

    double value = distance.derive(synthetic, real, into);

    // Cosines 24/25 and −1. Of 1 − cos: ∂/∂s = cos·s/‖s‖² − r/(‖s‖‖r‖).
    assertThat(value).isCloseTo(0.04 + 2, within(2e-6));
    float first = 0.96f * 3 / 25 - 4f / 25;
    float second = 0.96f * 4 / 25 - 3f / 25;
    assertThat(into).containsExactly(new float[] {first, second, 0, 0, 0, 0}, within(1e-6f));
  }

  @Test
  void derive_convolution_groupsAllThatEntersAFilter() {
    float[] synthetic = {1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
    float[] real = {0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2};

    double filters =
        new GradientDistance(List.of(parameter(0, 2, 2, 2, 2)))
            .derive(synthetic, real, new float[16]);

    assertThat(filters).isCloseTo(1 + 0, within(2e-6));
  }

  @Test
  void derive_randomGradients_hasTheDerivativeOfDifferences() {
    GradientDistance distance =
        new GradientDistance(
            List.of(parameter(0, 3, 2, 2, 2), parameter(24, 3), parameter(27, 2, 3)));
    float[] synthetic = gaussian(new Seed(1), 33);
    float[] real = gaussian(new Seed(2), 33);
    float[] derivative = new float[33];
    distance.derive(synthetic, real, derivative);
    for (int i = 0; i < synthetic.length; i++) {
      float saved = synthetic[i];
      float[] unused = new float[33];
      synthetic[i] = saved + 1e-2f;
      double above = distance.derive(synthetic, real, unused);
      synthetic[i] = saved - 1e-2f;
      double below = distance.derive(synthetic, real, unused);
      synthetic[i] = saved;
      assertThat((double) derivative[i])
          .as("value " + i)
          .isCloseTo((above - below) / 2e-2, within(1e-3));
    }
  }

  @Test
  void derive_unitThatNothingMoves_hasNoDerivative() {
    float[] into = {7, 7};

    double value =
        new GradientDistance(List.of(parameter(0, 1, 2)))
            .derive(new float[2], new float[] {1, 1}, into);

    assertThat(value).isEqualTo(1);
    assertThat(into).containsExactly(0, 0);
  }

  private static float[] gaussian(Seed seed, int count) {
    RandomGenerator random = seed.generator();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
