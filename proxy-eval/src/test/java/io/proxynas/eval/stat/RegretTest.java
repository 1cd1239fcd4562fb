package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegretTest {

  private static final double[] ACTUAL = {0.7, 0.9, 0.8};

  @Test
  void of_wrongChoice_isTheDifferenceToTheBest() {
    assertThat(Regret.of(new double[] {3, 2, 1}, ACTUAL)).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void of_rightChoice_isZero() {
    assertThat(Regret.of(new double[] {1, 3, 2}, ACTUAL)).isZero();
  }

  @Test
  void of_tiedChoice_isTheMean() {
    assertThat(Regret.of(new double[] {3, 1, 3}, ACTUAL)).isCloseTo(0.15, within(1e-15));
  }

  @Test
  void of_singleCandidate_isZero() {
    assertThat(Regret.of(new double[] {1}, new double[] {0.3})).isZero();
  }

  @Test
  void of_noCandidateOrNaN_isUndefined() {
    assertThat(Regret.of(new double[0], new double[0])).isNaN();
    assertThat(Regret.of(new double[] {1, Double.NaN, 3}, ACTUAL)).isNaN();
  }

  @Test
  void of_differentLengths_isRejected() {
    assertThatThrownBy(() -> Regret.of(new double[1], ACTUAL))
        .hasMessage("paired vectors must have the same length, but had 1 and 3");
  }
}
