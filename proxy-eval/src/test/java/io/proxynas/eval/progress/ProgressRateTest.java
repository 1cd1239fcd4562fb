package io.proxynas.eval.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressRateTest {

  private long seconds;
  private final ProgressRate rate =
      new ProgressRate(() -> TimeUnit.SECONDS.toNanos(seconds), Duration.ofSeconds(60));

  private void at(long second, long done) {
    seconds = second;
    rate.at(done, 100);
  }

  @Test
  void left_countsFromTheStart() {
    at(1, 1);
    at(20, 50);
    assertThat(rate.left()).contains(Duration.ofSeconds(20));
  }

  @Test
  void left_moreThanTheLimitAllows_isTheLimit() {
    at(1, 1);
    at(10, 10); // 90 s to go
    assertThat(rate.left()).contains(Duration.ofSeconds(50));
    at(61, 61);
    assertThat(rate.left()).contains(Duration.ZERO);
  }

  @Test
  void left_muchDoneWhenFirstTold_isNotOfThePace() {
    at(5, 51); // half of it was there, and took five seconds to check
    assertThat(rate.left()).isEmpty();
    at(15, 61);
    assertThat(rate.perSecond()).contains(1.0);
    assertThat(rate.left()).contains(Duration.ofSeconds(39));
  }

  @Test
  void left_workOfAnotherKind_isOfItsOwnPace() {
    at(1, 1);
    at(20, 100);
    seconds = 21;
    rate.at(1, 12);
    assertThat(rate.left()).isEmpty();
    seconds = 23;
    rate.at(2, 12); // two seconds each
    assertThat(rate.left()).contains(Duration.ofSeconds(20));
  }
}
