package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SetCostTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void here_onAMachineHalfAsFast_isTwice() {
    SetCost cost = new SetCost(MINUTE, 2);
    assertThat(cost.isComparable()).isTrue();
    assertThat(cost.here()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void here_whereTheMachinesCannotBeCompared_isThatOfTheOther() {
    SetCost cost = new SetCost(MINUTE, Double.NaN);
    assertThat(cost.isComparable()).isFalse();
    assertThat(cost.here()).isEqualTo(MINUTE);
  }

  @Test
  void plus_ofTwo_isTheSumHereAndThere() {
    SetCost sum = new SetCost(MINUTE, 2).plus(new SetCost(MINUTE.multipliedBy(3), 1));
    assertThat(sum.made()).isEqualTo(Duration.ofMinutes(4));
    assertThat(sum.scale()).isCloseTo(1.25, within(1e-12));
    assertThat(sum.here()).isEqualTo(Duration.ofMinutes(5));
    assertThat(SetCost.NONE.plus(SetCost.NONE)).isEqualTo(SetCost.NONE);
  }

  @Test
  void plus_ofOneThatCannotBeCompared_cannotEither() {
    SetCost sum = SetCost.NONE.plus(new SetCost(MINUTE, Double.NaN));
    assertThat(sum.isComparable()).isFalse();
    assertThat(sum.here()).isEqualTo(MINUTE);
    assertThat(SetCost.UNKNOWN.plus(SetCost.NONE).isComparable()).isFalse();
  }

  @Test
  void new_belowZero_isRefused() {
    assertThatThrownBy(() -> new SetCost(Duration.ofSeconds(-1), 1))
        .hasMessage("a set must cost at least 0 s, but cost PT-1S");
    assertThatThrownBy(() -> new SetCost(MINUTE, 0))
        .hasMessage("the scale of a cost must be finite and above 0, but was 0.0");
  }

  @Test
  void plus_ofOneThatIsNotKnown_isNotKnown() {
    SetCost known = new SetCost(MINUTE, 1);
    assertThat(known.plus(SetCost.UNKNOWN).isKnown()).isFalse();
    assertThat(SetCost.UNKNOWN.plus(known).isKnown()).isFalse();
    assertThat(known.plus(new SetCost(MINUTE, Double.NaN)).isKnown()).isTrue();
  }
}
