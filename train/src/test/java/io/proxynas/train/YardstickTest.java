package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class YardstickTest {

  @Test
  void measure_byTwoWorkers_isTheWorkOfOne() throws InterruptedException {
    long start = ProcessorTime.nanos();
    Duration measured = Yardstick.measure(2);
    long all = ProcessorTime.nanos() - start;
    // Each of two workers did eight rounds; the median of the last seven is below half of that sum.
    assertThat(measured).isPositive();
    assertThat(measured.toNanos()).isLessThan(all / 2);
  }

  @Test
  void measure_withoutWorkers_isRefused() {
    assertThatThrownBy(() -> Yardstick.measure(0))
        .hasMessage("workers must be at least 1, but was 0");
  }

  @Test
  void once_measuresWhenAskedFirst_andKeepsIt() {
    AtomicInteger measured = new AtomicInteger();
    Yardstick.Once once = new Yardstick.Once(() -> Duration.ofMillis(measured.incrementAndGet()));
    assertThat(measured).hasValue(0);
    assertThat(once.get()).contains(Duration.ofMillis(1));
    assertThat(once.get()).contains(Duration.ofMillis(1));
  }

  @Test
  void once_interrupted_isUnknownUntilAskedAgain() {
    AtomicInteger measured = new AtomicInteger();
    Yardstick.Once once =
        new Yardstick.Once(
            () -> {
              if (measured.incrementAndGet() == 1) {
                throw new InterruptedException();
              }
              return Duration.ofMillis(5);
            });
    Optional<Duration> first = once.get();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(first).isEmpty();
    assertThat(once.get()).contains(Duration.ofMillis(5));
  }
}
