package io.proxynas.nas.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogRanksTest {

  @Test
  void combined_twoScores_isTheSumByHand() {
    // ranks 1, 2, 3 and 2.5, 1, 2.5
    double[] combined = LogRanks.combined(List.of(new double[] {9, 5, 1}, new double[] {0, 7, 0}));
    assertThat(combined)
        .containsExactly(
            new double[] {-Math.log(2.5), -Math.log(2), -Math.log(7.5)}, within(1e-15));
  }

  @Test
  void combined_increasingTransformation_isUnchanged() {
    double[] score = {0.3, -2, 7, 1};
    double[] bent = {Math.exp(0.3), Math.exp(-2), Math.exp(7), Math.exp(1)};
    double[] other = {1, 2, 3, 4};
    assertThat(LogRanks.combined(List.of(bent, other)))
        .isEqualTo(LogRanks.combined(List.of(score, other)));
  }

  @Test
  void combined_oneScore_keepsItsOrder() {
    assertThat(LogRanks.combined(List.of(new double[] {0.3, -2, Double.NEGATIVE_INFINITY, 1})))
        .containsExactly(new double[] {-Math.log(2), -Math.log(3), -Math.log(4), 0}, within(1e-15));
  }

  @Test
  void combined_noCandidates_isEmpty() {
    assertThat(LogRanks.combined(List.of(new double[0], new double[0]))).isEmpty();
  }

  @Test
  void combined_undefinedScore_isUndefined() {
    assertThat(LogRanks.combined(List.of(new double[] {1, 2}, new double[] {1, Double.NaN})))
        .containsOnly(Double.NaN);
  }

  @Test
  void combined_differentLengths_isRejected() {
    assertThatThrownBy(() -> LogRanks.combined(List.of(new double[3], new double[4])))
        .hasMessage("scores to combine must have the same length, but had 3 and 4");
  }
}
