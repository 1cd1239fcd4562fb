package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PearsonCorrelationTest {

  @Test
  void of_goldenPairs_agreesWithSciPy() {
    assertThat(GoldenPairs.read("correlations.csv"))
        .allSatisfy(
            golden ->
                assertThat(PearsonCorrelation.of(golden.x(), golden.y()))
                    .as(golden.name())
                    .isCloseTo(golden.values()[0], within(1e-13)));
  }

  @Test
  void of_constantWhoseMeanRounds_isUndefined() {
    double[] constant = {0.1, 0.1, 0.1}; // 0.1 + 0.1 + 0.1 is not 3 · 0.1 in binary
    assertThat(PearsonCorrelation.of(constant, new double[] {1, 2, 3})).isNaN();
  }

  @Test
  void of_infinity_isUndefined() {
    double[] x = {1, 2, Double.POSITIVE_INFINITY};
    assertThat(PearsonCorrelation.of(x, new double[] {1, 2, 3})).isNaN();
  }
}
