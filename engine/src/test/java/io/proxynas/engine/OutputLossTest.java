package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Loss.Link;
import io.proxynas.engine.graph.Loss.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputLossTest {

  @Test
  void gradient_squaredError_handWorked() {
    OutputLoss objective = new OutputLoss(new Loss(Measure.SQUARED_ERROR, Link.IDENTITY), 2);
    float[] values = {3, 1, 0, 0};

    // (3 − 1)²/2 + 1²/2 = 2.5, and class 1 of (0, 0): 1/2. Gradients are 2(p − t)/2/2 images.
    double loss = objective.gradient(values, 2, new float[] {1, 0, 0, 1}, 0);

    assertThat(loss).isCloseTo(3, within(1e-6));
    assertThat(values).containsExactly(new float[] {1, 0.5f, 0, -0.5f}, within(1e-6f));
    float[] again = {3, 1, 0, 0};
    assertThat(objective.gradient(again, 2, new int[] {9, 0, 1}, 1)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Link.class)
  void gradient_squaredError_asFiniteDifferences(Link link) {
    OutputLoss objective = new OutputLoss(new Loss(Measure.SQUARED_ERROR, link), 3);
    float[] targets = {0.2f, 0.9f, -0.3f};
    float[] at = {0.4f, -0.7f, 1.1f};
    float[] gradient = at.clone();
    objective.gradient(gradient, 1, targets, 0);
    for (int i = 0; i < 3; i++) {
      float[] above = at.clone();
      float[] below = at.clone();
      above[i] += 0.01f;
      below[i] -= 0.01f;
      double difference =
          objective.gradient(above, 1, targets, 0) - objective.gradient(below, 1, targets, 0);
      assertThat((double) gradient[i]).isCloseTo(difference / 0.02, within(1e-4));
    }
  }
}
