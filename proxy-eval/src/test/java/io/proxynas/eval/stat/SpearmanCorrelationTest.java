package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpearmanCorrelationTest extends RankCorrelationContract {

  @Override
  double correlation(double[] x, double[] y) {
    return SpearmanCorrelation.of(x, y);
  }

  @Override
  int goldenColumn() {
    return 1;
  }

  @Test
  void of_fourWithoutTies_isOneMinusSixSumD2() {
    // d = 0, -1, 1, 0, so 1 - 6·2/(4·15) = 0.8
    assertThat(SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
        .isCloseTo(0.8, within(1e-15));
  }

  @Test
  void of_oneTie_sharesTheMeanRank() {
    // ranks 1.5, 1.5, 3 and 1, 2, 3: deviations (-.5, -.5, 1)·(-1, 0, 1) = 1.5; √(1.5·2)
    assertThat(SpearmanCorrelation.of(new double[] {5, 5, 6}, new double[] {1, 2, 3}))
        .isCloseTo(1.5 / Math.sqrt(3), within(1e-15));
  }
}
