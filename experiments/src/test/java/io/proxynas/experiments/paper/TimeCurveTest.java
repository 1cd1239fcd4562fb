package io.proxynas.experiments.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeCurveTest {

  private static final TimeCurve CURVE =
      new TimeCurve(
          List.of(
              new TimeCurve.Point(40, 0.7),
              new TimeCurve.Point(10, 0.5),
              new TimeCurve.Point(20, 0.6)));

  @Test
  void secondsTo_betweenPoints_isLinear() {
    assertThat(CURVE.secondsTo(0.65)).isCloseTo(30, within(1e-9));
    assertThat(CURVE.secondsTo(0.6)).isCloseTo(20, within(1e-9));
    assertThat(CURVE.longest()).isEqualTo(40);
  }

  @Test
  void secondsTo_belowTheFirst_isThatPoint() {
    assertThat(CURVE.secondsTo(0.1)).isEqualTo(10);
  }

  @Test
  void secondsTo_neverReached_isUndefined() {
    assertThat(CURVE.secondsTo(0.8)).isNaN();
    assertThat(new TimeCurve(List.of()).secondsTo(0.1)).isNaN();
  }

  @Test
  void new_pointOfUnknownSeconds_leavesItOut() {
    TimeCurve.Point unknown = new TimeCurve.Point(Double.NaN, 0.8);
    TimeCurve curve =
        new TimeCurve(List.of(unknown, new TimeCurve.Point(40, 0.7), new TimeCurve.Point(10, 0.5)));

    assertThat(curve.longest()).isEqualTo(40);
    assertThat(curve.secondsTo(0.6)).isCloseTo(25, within(1e-9));
    assertThat(curve.secondsTo(0.8)).isNaN();
    assertThat(new TimeCurve(List.of(unknown)).isEmpty()).isTrue();
  }
}
