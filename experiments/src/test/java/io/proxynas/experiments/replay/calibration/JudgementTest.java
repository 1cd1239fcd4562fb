package io.proxynas.experiments.replay.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final double[] TRUTHS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

  @Test
  void of_thePerfectOrder_isOneAndNoRegret() {
    Judgement judgement = Judgement.of(TRUTHS, TRUTHS, TRUTHS, List.of(0, 1));
    assertThat(judgement.rho()).isCloseTo(1, within(1e-12));
    assertThat(judgement.betterHalf()).isCloseTo(1, within(1e-12));
    assertThat(judgement.regret()).isZero();
  }

  @Test
  void of_theTurnedOrder_countsTheToldOnes() {
    double[] turned = {8, 7, 6, 5, 4, 3, 2, 1};
    // of the others the first three are 0.2, 0.3, 0.4; the told ones are 0.1 and 0.6
    Judgement judgement = Judgement.of(turned, TRUTHS, TRUTHS, List.of(0, 5));
    assertThat(judgement.rho()).isCloseTo(-1, within(1e-12));
    assertThat(judgement.betterHalf()).isCloseTo(-1, within(1e-12));
    assertThat(judgement.regret()).isCloseTo(0.2, within(1e-12));
  }

  /** Of the told 0.1 and 0.6 and the first three the 0.2 looks best. */
  @Test
  void of_aLuckyTraining_hasItsRegret() {
    double[] seen = {0.1, 0.9, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    Judgement judgement =
        Judgement.of(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, seen, TRUTHS, List.of(0, 5));
    assertThat(judgement.regret()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void of_aConstant_hasNoRho() {
    assertThat(Judgement.of(new double[8], TRUTHS, TRUTHS, List.of()).rho()).isNaN();
  }

  @Test
  void spread_leavesOutWhatIsNotDefined() {
    assertThat(Spread.of(DoubleStream.of(1, Double.NaN, 3))).isEqualTo(new Spread(2, Math.sqrt(2)));
    assertThat(Spread.of(DoubleStream.of(1)).deviation()).isNaN();
  }
}
