package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CalibrationPlanTest {

  @Test
  void sharing_givesHalfToTeach_andLeavesEnoughToJudge() {
    assertThat(CalibrationPlan.sharing(2, 14)).isEqualTo(new CalibrationPlan(2, 6));
    assertThat(CalibrationPlan.sharing(2, 16)).isEqualTo(new CalibrationPlan(2, 8));
    assertThat(CalibrationPlan.sharing(3, 41)).isEqualTo(new CalibrationPlan(3, 20));
  }

  @Test
  void sharing_tooFew_isRefused() {
    assertThatThrownBy(() -> CalibrationPlan.sharing(2, 13))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a calibrated ranking must have at least 14 full trainings, 6 to learn from and 8 to be"
                + " judged by, but had 13");
  }

  @Test
  void new_whatTeachesNothing_isRefused() {
    assertThatThrownBy(() -> new CalibrationPlan(0, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rounds must be at least 1, but was 0");
    assertThatThrownBy(() -> new CalibrationPlan(1_000_000, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rounds must be at most 1024, but was 1000000");
    assertThatThrownBy(() -> new CalibrationPlan(1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the full trainings that calibrate a ranking must be at least 6, but were 5");
  }

  @Test
  void requireFits_moreRoundsThanCandidates_isRefused() {
    new CalibrationPlan(200, 8).requireFits(200);
    assertThatThrownBy(() -> new CalibrationPlan(201, 8).requireFits(200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rounds must be at most as many as the 200 candidates, but were 201");
  }

  @Test
  void rounds_shareCandidatesAndTrainings_theFirstTeachesEnough() {
    CalibrationPlan plan = new CalibrationPlan(3, 10);

    assertThat(plan.candidatesUntil(1, 200)).isEqualTo(67);
    assertThat(plan.candidatesUntil(2, 200)).isEqualTo(134);
    assertThat(plan.candidatesUntil(3, 200)).isEqualTo(200);
    assertThat(plan.trainingsUntil(1)).isEqualTo(6);
    assertThat(plan.trainingsUntil(2)).isEqualTo(7);
    assertThat(plan.trainingsUntil(3)).isEqualTo(10);
  }
}
