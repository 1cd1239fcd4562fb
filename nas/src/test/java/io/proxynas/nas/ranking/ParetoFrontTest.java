package io.proxynas.nas.ranking;

import static io.proxynas.nas.ranking.Objective.ACCURACY;
import static io.proxynas.nas.ranking.Objective.FLOPS;
import static io.proxynas.nas.ranking.Objective.LATENCY;
import static io.proxynas.nas.ranking.Objective.PARAMETERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {

  private static Outcome.Trained candidate(
      int width, double accuracy, long parameters, long flops) {
    return new Outcome.Trained(
        new Mlp(width), new CandidateScores(accuracy, 1, 1, parameters, flops), Duration.ZERO);
  }

  private static final Outcome.Trained BEST = candidate(1, 0.9, 100, 9);
  private static final Outcome.Trained SMALL = candidate(2, 0.8, 50, 9);
  private static final Outcome.Trained BEATEN = candidate(3, 0.8, 60, 2);
  private static final Outcome.Trained EQUAL = candidate(4, 0.8, 50, 9);
  private static final Outcome.Trained TINY = candidate(5, 0.1, 5, 9);

  private static final Ranking RANKING = Ranking.of(List.of(TINY, EQUAL, BEATEN, SMALL, BEST));

  @Test
  void of_twoObjectives_keepsWhatNobodyBeats_inTheOrderOfTheRanking() {
    assertThat(ParetoFront.of(RANKING, List.of(ACCURACY, PARAMETERS)).candidates())
        .containsExactly(BEST, SMALL, EQUAL, TINY);
  }

  @Test
  void of_otherObjectives_isAnotherFront() {
    assertThat(ParetoFront.of(RANKING, List.of(ACCURACY, FLOPS)).candidates())
        .containsExactly(BEST, BEATEN);
    assertThat(ParetoFront.of(RANKING, List.of(PARAMETERS, FLOPS)).candidates())
        .containsExactly(BEATEN, TINY);
    assertThat(ParetoFront.of(RANKING, List.of(ACCURACY, PARAMETERS, FLOPS)).candidates())
        .containsExactly(BEST, SMALL, EQUAL, BEATEN, TINY);
  }

  @Test
  void of_latency_weighsTheMeasuredTime() {
    Outcome.Trained slow = timed(BEST, 9);
    Outcome.Trained quick = timed(SMALL, 4);
    Outcome.Trained beaten = timed(TINY, 5);
    assertThat(
            ParetoFront.of(Ranking.of(List.of(beaten, quick, slow)), List.of(ACCURACY, LATENCY))
                .candidates())
        .containsExactly(slow, quick);
    assertThat(LATENCY.minimised(quick)).isEqualTo(0.004);
    assertThatThrownBy(() -> LATENCY.minimised(BEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the latency must be measured for an objective, but that of mlp-w1 was not");
  }

  private static Outcome.Trained timed(Outcome.Trained candidate, int millis) {
    return new Outcome.Trained(
        candidate.architecture(),
        candidate.scores().withLatency(Duration.ofMillis(millis)),
        Duration.ZERO);
  }

  @Test
  void of_nothing_isEmpty() {
    assertThat(ParetoFront.of(Ranking.of(List.of()), List.of(ACCURACY, FLOPS)).candidates())
        .isEmpty();
  }
}
