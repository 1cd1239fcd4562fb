package io.proxynas.eval.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestScoreTest {

  private static final double LAST = Double.NEGATIVE_INFINITY;

  private static final Observations FITTED =
      new Observations(List.of(0, 1, 2, 3), List.of(0.1, 0.2, 0.3, 0.4));

  private static Score score(Double... merits) {
    return new Score("score", ScoreKind.UNTRAINED, List.of(merits));
  }

  @Test
  void of_several_isTheOneThatOrdersTheFitted() {
    Score half = score(1.0, 0.0, 2.0, 3.0, 9.0);
    Score whole = score(10.0, 20.0, 30.0, 40.0, 5.0);

    assertThat(BestScore.of(List.of(half, whole), FITTED, 5))
        .containsExactly(10.0, 20.0, 30.0, 40.0, 5.0);
  }

  @Test
  void of_aTurnedOneWithAMissingMerit_keepsThatLast() {
    Score turned = score(Double.NaN, 3.0, 2.0, 1.0, Double.NaN);

    assertThat(BestScore.of(List.of(turned), FITTED, 5))
        .containsExactly(LAST, -3.0, -2.0, -1.0, LAST);
  }

  /** Those that have a merit have the same; that two have none is all that it tells. */
  @Test
  void of_missingMerits_tellsByThem() {
    Score missing = score(Double.NaN, Double.NaN, 5.0, 5.0, 5.0);

    assertThat(BestScore.of(List.of(missing), FITTED, 5))
        .containsExactly(LAST, LAST, 5.0, 5.0, 5.0);
  }

  @Test
  void of_nothingThatOrders_isAllAlike() {
    assertThat(BestScore.of(List.of(score(1.0, 1.0, 1.0, 1.0, 2.0)), FITTED, 5)).containsOnly(0.0);
    assertThat(BestScore.of(List.of(), FITTED, 5)).containsOnly(0.0);
  }
}
