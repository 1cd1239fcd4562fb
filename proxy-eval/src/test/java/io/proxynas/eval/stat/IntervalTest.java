package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final double NAN = Double.NaN;

  @Test
  void new_valueOutsideBounds_isAllowed() {
    Interval interval = new Interval(0.9, 0.1, 0.8);
    assertThat(interval.isDefined()).isTrue();
    assertThat(interval.isBounded()).isTrue();
  }

  @Test
  void unbounded_isDefinedWithoutBounds() {
    Interval interval = Interval.unbounded(0.5);
    assertThat(interval.isDefined()).isTrue();
    assertThat(interval.isBounded()).isFalse();
    assertThat(Interval.UNDEFINED.isDefined()).isFalse();
  }

  @Test
  void shownFor_fewerThanEight_hasNoBounds() {
    Interval interval = new Interval(0.5, 0.1, 0.8);
    assertThat(interval.shownFor(8)).isEqualTo(interval);
    assertThat(interval.shownFor(7)).isEqualTo(Interval.unbounded(0.5));
    assertThat(Interval.UNDEFINED.shownFor(7)).isEqualTo(Interval.UNDEFINED);
    Difference difference = new Difference(0.1, -0.2, 0.3, 0.4);
    assertThat(difference.shownFor(8)).isEqualTo(difference);
    assertThat(difference.shownFor(7)).isEqualTo(new Difference(0.1, NAN, NAN, NAN));
  }

  @Test
  void new_oneBound_isRejected() {
    assertThatThrownBy(() -> new Interval(0.5, NAN, 0.9))
        .hasMessage("bounds must be both defined or both undefined, but were NaN and 0.9");
  }

  @Test
  void new_crossedBounds_isRejected() {
    assertThatThrownBy(() -> new Interval(0.5, 0.9, 0.1))
        .hasMessage("the lower bound must be at most the upper bound 0.1, but was 0.9");
  }

  @Test
  void new_boundsWithoutValue_isRejected() {
    assertThatThrownBy(() -> new Interval(NAN, 0.1, 0.9))
        .hasMessage("an undefined value must have undefined bounds, but they were 0.1 and 0.9");
  }
}
