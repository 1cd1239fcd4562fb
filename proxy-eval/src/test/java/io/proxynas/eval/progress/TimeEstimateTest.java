package io.proxynas.eval.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeEstimateTest {

  private static String sentence(Duration work) {
    return TimeEstimate.sentence(new TimeEstimate(30, 10, work), new TimeEstimate(24, 2, work), 2);
  }

  @Test
  void sentence_saysHowManyAreKnownAndHowLongTheOthersTake() {
    assertThat(sentence(Duration.ofSeconds(75)))
        .isEqualTo(
            "30 trainings on the full data and 24 for rivals, 12 of them known already: about 75 s"
                + " by 2 workers");
  }

  @Test
  void sentence_longTimes_areInMinutesAndHours() {
    assertThat(sentence(Duration.ofSeconds(600))).contains(": about 10 min by");
    assertThat(sentence(Duration.ofHours(5))).contains(": about 5.0 h by");
  }

  @Test
  void plus_sumsAll() {
    assertThat(
            TimeEstimate.KNOWN.plus(TimeEstimate.of(Duration.ofSeconds(9))).plus(TimeEstimate.NONE))
        .isEqualTo(new TimeEstimate(2, 1, Duration.ofSeconds(9)));
  }
}
