package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.candidate.NetworkSize;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.junit.jupiter.api.Test;

class SizeLimitsTest {

  private static final SizeLimits BOTH =
      new SizeLimits(OptionalLong.of(100), OptionalLong.of(2000));
  private static final Architecture ANY = new Mlp(8);

  private static boolean admits(SizeLimits limits, long parameters, long flops) {
    return limits.constraint(a -> new NetworkSize(parameters, flops)).admits(ANY);
  }

  @Test
  void constraint_admitsUpToEachLimit() {
    assertThat(admits(BOTH, 100, 2000)).isTrue();
    assertThat(admits(BOTH, 101, 2000)).isFalse();
    assertThat(admits(BOTH, 100, 2001)).isFalse();
    assertThat(admits(SizeLimits.NONE, Long.MAX_VALUE, Long.MAX_VALUE)).isTrue();
  }

  /** DL4J tells of layers that do not fit together by an exception of its own. */
  @Test
  void constraint_ofWhatCannotBeMeasured_leavesItToFail() {
    for (RuntimeException reason :
        List.of(
            new IllegalArgumentException("too deep"),
            new InvalidInputTypeException("shapes differ"))) {
      assertThat(
              BOTH.constraint(
                      a -> {
                        throw reason;
                      })
                  .admits(ANY))
          .isTrue();
    }
  }

  @Test
  void toString_saysTheRules() {
    assertThat(BOTH.constraint(a -> new NetworkSize(1, 1)))
        .hasToString("at most 100 parameters and at most 2,000 FLOPs");
    assertThat(BOTH.asMap()).isEqualTo(Map.of("maxParameters", 100L, "maxFlops", 2000L));
    assertThat(SizeLimits.NONE).hasToString("any size");
    assertThat(SizeLimits.NONE.asMap()).isEmpty();
  }

  @Test
  void new_belowOne_isRejected() {
    assertThatThrownBy(() -> new SizeLimits(OptionalLong.of(0), OptionalLong.empty()))
        .hasMessage("the most parameters must be at least 1, but was 0");
    assertThatThrownBy(() -> new SizeLimits(OptionalLong.empty(), OptionalLong.of(-1)))
        .hasMessage("the most FLOPs must be at least 1, but was -1");
  }
}
