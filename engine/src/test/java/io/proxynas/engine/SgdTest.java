package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SgdTest {

  @Test
  void step_handWorked() {
    float[] weights = {1, 2, 7};
    float[] velocity = {0.5f, 0, 3};

    // v = 0.5·0.5 + 2 + 0.1·1 = 2.35; w = 1 − 0.2·2.35. The third value is beyond the length.
    new Sgd(0.2, 0.5, 0.1).step(weights, new float[] {2, -1, 9}, velocity, 2);

    assertThat(velocity).containsExactly(new float[] {2.35f, -0.8f, 3}, within(1e-6f));
    assertThat(weights).containsExactly(new float[] {0.53f, 2.16f, 7}, within(1e-6f));
  }

  @Test
  void new_badValues_areRejected() {
    assertThatThrownBy(() -> new Sgd(-1, 0.9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the learning rate and weight decay must be at least 0 and momentum in [0, 1), but were"
                + " -1.0, 0.0 and 0.9");
    assertThatThrownBy(() -> new Sgd(1, 1, 0)).hasMessageContaining("but were 1.0, 0.0 and 1.0");
    assertThatThrownBy(() -> new Sgd(1, 0, Double.NaN)).hasMessageContaining("NaN");
  }
}
