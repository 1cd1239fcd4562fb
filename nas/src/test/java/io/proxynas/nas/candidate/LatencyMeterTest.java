package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.score.FreeScore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyMeterTest {

  private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
  private static final Architecture NET = new Mlp(8);

  /** A clock by which pass i takes so many nanoseconds as a function of i says. */
  private static final class Stopwatch implements LongSupplier {
    private final IntToLongFunction passes;
    private int asked;
    private long now = 1_000_000;

    Stopwatch(IntToLongFunction passes) {
      this.passes = passes;
    }

    @Override
    public synchronized long getAsLong() {
      now += asked % 2 == 1 ? passes.applyAsLong(asked / 2) : 77; // between passes
      asked++;
      return now;
    }

    int passes() {
      return asked / 2;
    }
  }

  private static LatencyMeter meter(LongSupplier clock, Map<String, Duration> known) {
    return new LatencyMeter(SHAPE, 3, new Seed(1), known, clock);
  }

  @Test
  void of_isTheMedianAfterTheWarmUp() throws InterruptedException {
    // Slow at first, then 1, 2, ..., 51 in a jumbled order: the median is 26.
    Stopwatch clock =
        new Stopwatch(
            pass ->
                pass < LatencyMeter.WARM_UP
                    ? 1_000_000
                    : 1 + (pass - LatencyMeter.WARM_UP) * 20 % LatencyMeter.RUNS);
    assertThat(meter(clock, Map.of()).of(NET)).isEqualTo(Duration.ofNanos(26));
    assertThat(clock.passes()).isEqualTo(LatencyMeter.WARM_UP + LatencyMeter.RUNS);
  }

  @Test
  void of_oneThatIsKnown_isNotMeasuredAgain() throws InterruptedException {
    Stopwatch clock = new Stopwatch(pass -> 5 + pass);
    LatencyMeter meter = meter(clock, Map.of("mlp-w16", Duration.ofNanos(3)));
    assertThat(meter.of(new Mlp(16))).isEqualTo(Duration.ofNanos(3));
    assertThat(clock.passes()).isZero();
    Duration measured = meter.of(NET);
    int passes = clock.passes();
    assertThat(meter.of(NET)).isEqualTo(measured);
    assertThat(clock.passes()).isEqualTo(passes);
  }

  @Test
  void of_askedByManyThreads_measuresOneAtATimeAndEachOnce() throws Exception {
    Stopwatch clock = new Stopwatch(pass -> 10);
    LatencyMeter meter = meter(clock, Map.of());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      var asked =
          threads.invokeAll(
              IntStream.range(0, 12)
                  .mapToObj(i -> (Callable<Duration>) () -> meter.of(new Mlp(8 + i % 3)))
                  .toList());
      for (var each : asked) { // were two measured at once, passes would overlap
        assertThat(each.get()).isEqualTo(Duration.ofNanos(10));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(clock.passes()).isEqualTo(3 * (LatencyMeter.WARM_UP + LatencyMeter.RUNS));
  }

  @Test
  void of_interrupted_ends() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> meter(new Stopwatch(pass -> 1), Map.of()).of(NET))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void timing_addsTheLatencyToTheScores() throws InterruptedException {
    LatencyMeter meter = meter(new Stopwatch(pass -> 9), Map.of());
    CandidateScores scores = new CandidateScores(0.5, 1, 1, 1, 1);
    for (CandidateScores each :
        Stream.of(scores, CandidateScores.untrained(FreeScore.NASWOT, 2, new NetworkSize(1, 1)))
            .toList()) {
      assertThat(meter.timing(architecture -> each).train(NET))
          .isEqualTo(each.withLatency(Duration.ofNanos(9)));
    }
  }
}
