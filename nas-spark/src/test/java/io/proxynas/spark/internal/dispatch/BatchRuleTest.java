package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchRuleTest {

  private static final BatchRule RULE = new BatchRule(0.02, 0.004, 0.05);

  @Test
  void seconds_ofMuchWork_keepTheLatencyWithinItsShare() {
    assertThat(RULE.seconds(1000, 2)).isEqualTo(0.02 / 0.05);
  }

  @Test
  void seconds_onManySlots_keepTheDriverFromBeingTheBottleneck() {
    assertThat(RULE.seconds(1e6, 1000)).isEqualTo(4); // a task each 4 ms for 1,000 slots
  }

  @Test
  void seconds_ofLittleWork_leaveTwoTasksASlot() {
    assertThat(RULE.seconds(1, 5)).isEqualTo(0.1);
  }

  @Test
  void seconds_ofLittleWorkOnManySlots_areNoMoreTasksThanTheDriverHandsOut() {
    assertThat(RULE.seconds(100, 1000)).isEqualTo(Math.sqrt(100 * 0.004));
  }

  @Test
  void seconds_ofSingle_areNone() {
    assertThat(BatchRule.SINGLE.seconds(1000, 1000)).isZero();
  }
}
