package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TruthScaleTest {

  /** The best is 0.9 and the median 0.8, so the distances are 0, 1, 1 and 3 units. */
  private static final List<Double> TRUTHS = List.of(0.9, 0.8, 0.8, 0.6);

  @Test
  void of_byHand() {
    TruthScale scale = TruthScale.of(TRUTHS);
    assertThat(scale.best()).isEqualTo(0.9);
    assertThat(scale.unit()).isEqualTo(0.1, within(1e-12));
    // v = 0, −ln 2, −ln 2, −ln 4: mean and median are −ln 2.
    assertThat(scale.mean()).isEqualTo(-Math.log(2), within(1e-12));
    assertThat(scale.deviation()).isEqualTo(Math.log(2) / Math.sqrt(2), within(1e-12));
    double root = Math.sqrt(2);
    assertThat(scale.standardised(TRUTHS))
        .containsExactly(new double[] {root, 0, 0, -root}, within(1e-12));
  }

  @Test
  void truth_isTheInverse_andSlopeItsDerivative() {
    TruthScale scale = TruthScale.of(List.of(0.91, 0.86, 0.5, 0.84, 0.7));
    for (double value : new double[] {-1.3, 0, 0.4, 1.7}) {
      double truth = scale.truth(value);
      assertThat(scale.standardised(List.of(truth))[0]).isEqualTo(value, within(1e-12));
      double step = 1e-6;
      double difference = (scale.truth(value + step) - scale.truth(value - step)) / (2 * step);
      assertThat(scale.slope(value)).isEqualTo(difference, within(1e-8));
    }
  }

  @Test
  void standardised_keepsTheOrder_andAnyUnitGivesTheSame() {
    List<Double> truths = List.of(0.91, 0.86, 0.89, 0.84, 0.87);
    List<Double> percents = truths.stream().map(t -> 100 * t - 7).toList();
    double[] values = TruthScale.of(truths).standardised(truths);
    assertThat(values[0]).isGreaterThan(values[2]);
    assertThat(values[2]).isGreaterThan(values[4]);
    assertThat(values[4]).isGreaterThan(values[1]);
    assertThat(values[1]).isGreaterThan(values[3]);
    assertThat(values[0] - values[2]).isGreaterThan(values[1] - values[3]);
    assertThat(TruthScale.of(percents).standardised(percents))
        .containsExactly(values, within(1e-9));
  }

  @Test
  void standardised_aTruthFarBelow_isTwoDeviationsFromTheMedian() {
    TruthScale scale = TruthScale.of(List.of(0.9, 0.8, 0.85, 0.75, 0.82, 0.1));
    assertThat(scale.standardised(List.of(0.1))).isEqualTo(scale.standardised(List.of(-5.0)));
    assertThat(scale.standardised(List.of(0.7))[0])
        .isGreaterThan(scale.standardised(List.of(0.1))[0]);
  }

  @Test
  void of_truthsOfWhichMostOrAllAreTheBest_isFinite() {
    List<Double> most = List.of(0.9, 0.9, 0.9, 0.5);
    assertThat(TruthScale.of(most).unit()).isEqualTo(0.4, within(1e-12));
    assertThat(DoubleStream.of(TruthScale.of(most).standardised(most)).sum())
        .isEqualTo(0, within(1e-12));
    List<Double> equal = List.of(0.5, 0.5);
    assertThat(TruthScale.of(equal).standardised(equal))
        .containsExactly(new double[] {0, 0}, within(1e-12));
    assertThat(TruthScale.of(equal).truth(0)).isEqualTo(0.5);
  }
}
