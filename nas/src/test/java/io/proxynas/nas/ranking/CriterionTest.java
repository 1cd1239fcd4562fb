package io.proxynas.nas.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.score.FreeScore;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CriterionTest {

  @Test
  void merit_turnsLosses_andHasNoneWhereItWasNotMeasured() {
    CandidateScores scores =
        new CandidateScores(0.9, 2, 1, 7, 10).withFree(Map.of(FreeScore.NASWOT, 5.0));
    assertThat(Criterion.ACCURACY.merit(scores)).isEqualTo(0.9);
    assertThat(Criterion.VALIDATION_LOSS.merit(scores)).isEqualTo(-2);
    assertThat(Criterion.FLOPS.merit(scores)).isEqualTo(10);
    assertThat(Criterion.NASWOT.merit(scores)).isEqualTo(5);
    assertThat(Criterion.SYNFLOW.merit(scores)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void isOfTraining_ofWhatAnUntrainedNetworkHas_isFalse() {
    assertThat(Criterion.values())
        .filteredOn(Criterion::isOfTraining)
        .containsExactly(
            Criterion.ACCURACY,
            Criterion.VALIDATION_LOSS,
            Criterion.TRAINING_LOSS,
            Criterion.CURVE_AREA);
  }

  @ParameterizedTest
  @EnumSource
  void lessIsBetter_whereTheMeritIsTheNegatedScore(Criterion criterion) {
    CandidateScores scores =
        new CandidateScores(0.9, 2, 1, 7, 10)
            .withFree(
                Arrays.stream(FreeScore.values())
                    .collect(Collectors.toMap(score -> score, score -> 5.0)));

    assertThat(criterion.lessIsBetter()).isEqualTo(criterion.merit(scores) < 0);
  }
}
