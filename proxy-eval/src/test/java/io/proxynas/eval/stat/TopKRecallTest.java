package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TopKRecallTest {

  private static final double[] ACTUAL = {0.9, 0.8, 0.7, 0.6, 0.5};

  @Test
  void of_oneOfTwoFound_isOneHalf() {
    assertThat(TopKRecall.of(new double[] {5, 1, 4, 3, 2}, ACTUAL, 2)).isEqualTo(0.5);
  }

  @Test
  void of_orderWithinTheTop_doesNotMatter() {
    assertThat(TopKRecall.of(new double[] {3, 5, 4, 2, 1}, ACTUAL, 3)).isEqualTo(1);
  }

  @Test
  void of_oppositeOrder_findsNothing() {
    assertThat(TopKRecall.of(new double[] {1, 2, 3, 4, 5}, ACTUAL, 2)).isZero();
  }

  @Test
  void of_constantPrediction_isTheRandomOne() {
    assertThat(TopKRecall.of(new double[5], ACTUAL, 2)).isCloseTo(2 / 5.0, within(1e-15));
  }

  @Test
  void of_predictionTiedAtTheLastPlace_sharesIt() {
    // Place one is right; place two goes to candidates 1, 2 or 3 by lot, of which one is right.
    assertThat(TopKRecall.of(new double[] {9, 5, 5, 5, 1}, ACTUAL, 2))
        .isCloseTo((1 + 1 / 3.0) / 2, within(1e-15));
  }

  @Test
  void of_actualTiedAtTheLastPlace_countsEachAsFound() {
    double[] actual = {0.9, 0.8, 0.8, 0.8, 0.1};
    assertThat(TopKRecall.of(new double[] {5, 1, 2, 4, 3}, actual, 2)).isEqualTo(1);
  }

  @Test
  void of_constantActual_isOne() {
    assertThat(TopKRecall.of(new double[7], new double[7], 3)).isEqualTo(1);
  }

  @Test
  void of_kNotBelowN_isUndefined() {
    assertThat(TopKRecall.of(ACTUAL, ACTUAL, 5)).isNaN();
    assertThat(TopKRecall.of(new double[0], new double[0], 1)).isNaN();
  }

  @Test
  void of_anyNaN_isUndefined() {
    assertThat(TopKRecall.of(ACTUAL, new double[] {1, 2, Double.NaN, 4, 5}, 2)).isNaN();
  }

  @Test
  void of_kBelowOne_isRejected() {
    assertThatThrownBy(() -> TopKRecall.of(ACTUAL, ACTUAL, 0))
        .hasMessage("k must be at least 1, but was 0");
  }

  @Test
  void of_differentLengths_isRejected() {
    assertThatThrownBy(() -> TopKRecall.of(ACTUAL, new double[2], 1))
        .hasMessage("paired vectors must have the same length, but had 5 and 2");
  }
}
