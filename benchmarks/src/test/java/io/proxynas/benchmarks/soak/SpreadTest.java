package io.proxynas.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void of_sizes_isTheirMeanAndTheFurthestEitherWay() {
    Spread spread = Spread.of(new double[] {100, 90, 120, 90});
    assertThat(spread.mean()).isEqualTo(100);
    assertThat(spread.furthest()).isCloseTo(0.2, within(1e-12));
    assertThat(Spread.of(new double[] {70, 110, 120}).furthest()).isCloseTo(0.3, within(1e-12));
    assertThat(Spread.of(new double[] {5, 5})).isEqualTo(new Spread(5, 0));
  }
}
