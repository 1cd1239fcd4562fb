package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.SetCost;
import io.proxynas.eval.stat.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedUpTest {

  private static final SetCost MINUTE = new SetCost(Duration.ofMinutes(1), 1);

  @Test
  void of_workedCase_followsTheFormulas() {
    // t_proxy 0.5 s, t_full 8 s, T_condense 60 s, N 200: 8/0.5; 1600/(60 + 100); 60/7.5
    SpeedUp speedUp = SpeedUp.of(Results.timed(0.5, 8), MINUTE, Duration.ZERO, 200);
    assertThat(speedUp.proxySecondsPerCandidate()).isCloseTo(0.5, within(1e-12));
    assertThat(speedUp.fullSecondsPerCandidate()).isCloseTo(8, within(1e-12));
    assertThat(speedUp.search()).isCloseTo(16, within(1e-12));
    assertThat(speedUp.endToEnd()).isCloseTo(10, within(1e-12));
    assertThat(speedUp.breakEvenCandidates()).isCloseTo(8, within(1e-12));
  }

  @Test
  void of_breakEvenCandidates_makesBothCostsEqual() {
    ValidationResult result = Results.timed(2, 8);
    int candidates =
        (int) Math.round(SpeedUp.of(result, MINUTE, Duration.ZERO, 1).breakEvenCandidates());
    assertThat(SpeedUp.of(result, MINUTE, Duration.ZERO, candidates).endToEnd())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void of_noCondensation_isTheSearchAlone() {
    SpeedUp speedUp = SpeedUp.of(Results.timed(2, 8), SetCost.NONE, Duration.ZERO, 50);
    assertThat(speedUp.endToEnd()).isCloseTo(speedUp.search(), within(1e-12));
    assertThat(speedUp.breakEvenCandidates()).isZero();
  }

  @Test
  void of_fullTrainingsThatTeach_countAsTheCondensation() {
    SetCost half = new SetCost(Duration.ofSeconds(30), 1);
    assertThat(SpeedUp.of(Results.timed(0.5, 8), half, Duration.ofSeconds(30), 200))
        .isEqualTo(SpeedUp.of(Results.timed(0.5, 8), MINUTE, Duration.ZERO, 200));
  }

  /** As of a file of another program. */
  @Test
  void of_aSetThatDoesNotTellItsCost_knowsTheSearchAlone() {
    SpeedUp speedUp = SpeedUp.of(Results.timed(2, 8), SetCost.UNKNOWN, Duration.ZERO, 50);
    assertThat(speedUp.search()).isCloseTo(4, within(1e-12));
    assertThat(speedUp.endToEnd()).isNaN();
    assertThat(speedUp.breakEvenCandidates()).isNaN();
  }

  @Test
  void of_fullDataNoSlower_neverBreaksEven() {
    assertThat(SpeedUp.of(Results.timed(2, 2), MINUTE, Duration.ZERO, 50).breakEvenCandidates())
        .isNaN();
    assertThat(SpeedUp.of(Results.timed(3, 2), MINUTE, Duration.ZERO, 50).breakEvenCandidates())
        .isNaN();
    assertThat(SpeedUp.of(Results.timed(3, 2), MINUTE, Duration.ZERO, 50).search()).isLessThan(1);
  }

  @Test
  void of_noPair_isUndefined() {
    ValidationResult empty = Results.result(List.of(), Interval.UNDEFINED, Double.NaN, Double.NaN);
    SpeedUp speedUp = SpeedUp.of(empty, MINUTE, Duration.ZERO, 50);
    assertThat(speedUp.proxySecondsPerCandidate()).isNaN();
    assertThat(speedUp.search()).isNaN();
    assertThat(speedUp.endToEnd()).isNaN();
    assertThat(speedUp.breakEvenCandidates()).isNaN();
  }

  @Test
  void of_noTimeOrNoCandidate_isUndefined() {
    assertThat(SpeedUp.of(Results.timed(0, 2), MINUTE, Duration.ZERO, 50).search()).isNaN();
    assertThat(SpeedUp.of(Results.timed(1, 2), MINUTE, Duration.ZERO, 0).endToEnd()).isNaN();
  }

  @Test
  void of_negativeCondensation_isRejected() {
    assertThatThrownBy(() -> SpeedUp.of(Results.timed(1, 2), MINUTE, Duration.ofSeconds(-1), 5))
        .hasMessage("teaching must take at least 0 s, but took -1.0 s");
  }

  @Test
  void of_negativeCandidates_isRejected() {
    assertThatThrownBy(() -> SpeedUp.of(Results.timed(1, 2), MINUTE, Duration.ZERO, -1))
        .hasMessage("candidates must be at least 0, but was -1");
  }
}
