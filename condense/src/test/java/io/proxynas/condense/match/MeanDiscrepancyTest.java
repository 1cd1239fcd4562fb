package io.proxynas.condense.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import org.junit.jupiter.api.Test;

class MeanDiscrepancyTest {

  private static MeanDiscrepancy started(int size) {
    MeanDiscrepancy discrepancy = new MeanDiscrepancy();
    discrepancy.start(size, new Seed(1).generator());
    discrepancy.startSynthetic();
    return discrepancy;
  }

  /** Real mean (2, 3), synthetic mean (1, 5): loss 1 + 4, gradient 2 (−1, 2) / 2. */
  @Test
  void loss_byHand() {
    MeanDiscrepancy discrepancy = started(2);
    discrepancy.addReal(new float[] {9, 9, 1, 2, 3, 4}, 1, 2);
    float[] synthetic = {0, 5, 2, 5};
    discrepancy.addSynthetic(synthetic, 0, 1);
    discrepancy.addSynthetic(synthetic, 1, 1);

    assertThat(discrepancy.loss()).isEqualTo(5);
    discrepancy.gradient(synthetic, 0, 2);
    assertThat(synthetic).containsExactly(-1, 2, -1, 2);
  }

  @Test
  void start_again_forgetsAllAndTakesAnotherSize() {
    MeanDiscrepancy discrepancy = started(2);
    discrepancy.addReal(new float[] {1, 2}, 0, 1);
    discrepancy.addSynthetic(new float[] {4, 6}, 0, 1);
    discrepancy.start(1, new Seed(1).generator());
    discrepancy.startSynthetic();
    discrepancy.addReal(new float[] {3}, 0, 1);
    discrepancy.addSynthetic(new float[] {5}, 0, 1);

    assertThat(discrepancy.loss()).isEqualTo(4);
  }
}
