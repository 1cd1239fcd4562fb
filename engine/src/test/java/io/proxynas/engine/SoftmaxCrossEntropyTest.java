package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {

  @Test
  void gradient_handWorked() {
    // Softmax of (0, ln 3) is (1/4, 3/4); of (0, 0) it is (1/2, 1/2).
    float[] logits = {0, (float) Math.log(3), 0, 0};

    double loss = SoftmaxCrossEntropy.gradient(logits, 2, 2, new int[] {9, 1, 0}, 1);

    assertThat(loss).isCloseTo(Math.log(4.0 / 3) + Math.log(2), within(1e-6));
    assertThat(logits).containsExactly(new float[] {0.125f, -0.125f, -0.25f, 0.25f}, within(1e-6f));
  }

  @Test
  void gradient_hugeLogits_staysFinite() {
    float[] logits = {1e30f, -1e30f};

    double loss = SoftmaxCrossEntropy.gradient(logits, 1, 2, new int[] {0}, 0);

    assertThat(loss).isZero();
    assertThat(logits).containsExactly(0, 0);
  }

  @Test
  void gradient_sumsToZeroOverClasses() {
    float[] logits = {0.3f, -1.2f, 2.5f};

    SoftmaxCrossEntropy.gradient(logits, 1, 3, new int[] {2}, 0);

    assertThat((double) logits[0] + logits[1] + logits[2]).isCloseTo(0, within(1e-7));
  }

  @Test
  void gradient_softTargets_handWorked() {
    // Softmax of (0, ln 3) is (1/4, 3/4).
    float[] logits = {9, 0, (float) Math.log(3)};

    double loss = SoftmaxCrossEntropy.gradient(logits, 1, 2, new float[] {7, 7, 0.5f, 0.5f}, 2, 2);

    assertThat(loss).isCloseTo(0.5 * (Math.log(4) + Math.log(4.0 / 3)), within(1e-6));
    assertThat(logits).containsExactly(new float[] {9, -0.125f, 0.125f}, within(1e-6f));
  }
}
