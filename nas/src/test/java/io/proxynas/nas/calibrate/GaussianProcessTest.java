package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  /** C = (2, ½; ½, 2), so |C| = 15/4 and C⁻¹ = 4/15 · (2, −½; −½, 2). */
  private final GaussianProcess process =
      new GaussianProcess(new double[][] {{1, 0.5}, {0.5, 1}}, 1);

  @Test
  void solve_twoPoints_byHand() {
    assertThat(process.solve(new double[] {1, 0}))
        .containsExactly(new double[] {8.0 / 15, -2.0 / 15}, within(1e-15));
  }

  @Test
  void logDeterminantAndExplained_twoPoints_byHand() {
    assertThat(process.logDeterminant()).isEqualTo(Math.log(3.75), within(1e-14));
    assertThat(process.explained(new double[] {1, 0.5})).isEqualTo(8.0 / 15, within(1e-15));
  }
}
