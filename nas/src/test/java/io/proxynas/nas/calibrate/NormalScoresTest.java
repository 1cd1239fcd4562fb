package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalScoresTest {

  @Test
  void of_fourValues_areQuantilesOfTheirRanks() {
    // Φ⁻¹ of 1/8, 3/8, 5/8 and 7/8
    assertThat(NormalScores.of(List.of(10.0, -3.0, Double.POSITIVE_INFINITY, 2.0)))
        .containsExactly(
            new double[] {
              0.3186393639643752, -1.1503493803760079, 1.1503493803760079, -0.3186393639643752
            },
            within(1e-12));
  }

  @Test
  void of_tiesAndMissing_shareTheMeanAndAreTheMiddle() {
    double[] scores = NormalScores.of(List.of(1.0, Double.NaN, 1.0, 5.0, 0.0));
    assertThat(scores[0]).isEqualTo(scores[2]).isEqualTo(0, within(1e-15)); // (2.5 − ½) / 4
    assertThat(scores[1]).isZero();
    assertThat(scores[3]).isEqualTo(-scores[4], within(1e-12)).isPositive();
  }

  @Test
  void standardised_hasMeanZeroAndDeviationOne_equalValuesAreZero() {
    assertThat(NormalScores.standardised(new double[] {1, 3, 1, 3})).containsExactly(-1, 1, -1, 1);
    assertThat(NormalScores.standardised(new double[] {0.1, 0.1, 0.1})).containsOnly(0);
    assertThat(NormalScores.standardised(new double[0])).isEmpty();
  }
}
