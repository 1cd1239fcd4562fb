package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.SetCost;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {

  @Test
  void of_phases_areSumsOfWorkerTime() {
    List<PairedScore> pairs =
        List.of(
            new PairedScore(
                1,
                Candidates.trained(1, 0.5, 10, 1),
                List.of(Candidates.trained(1, 0.6, 10, 7), Candidates.trained(1, 0.6, 10, 9)),
                true,
                false,
                false),
            new PairedScore(
                2,
                Candidates.trained(2, 0.5, 10, 1),
                List.of(Candidates.trained(2, 0.6, 10, 5), Candidates.trained(2, 0.6, 10, 6)),
                false,
                true,
                false));
    Rival half = Results.rival("naswot", Rival.Needs.NOTHING, 0, Difference.UNDEFINED, 0.5);
    Rival accuracy = Results.rival("accuracy", Rival.Needs.PROXY, 0, Difference.UNDEFINED, 0);
    Costs costs =
        Costs.of(
            new SetCost(Duration.ofMillis(500), 3),
            Duration.ofSeconds(40),
            Results.result(pairs, Interval.UNDEFINED, List.of(half, half, accuracy)),
            12,
            34);
    assertThat(costs.condenseSeconds()).isEqualTo(1.5);
    assertThat(costs.condenseScale()).isEqualTo(3);
    assertThat(costs.condensationComparable()).isTrue();
    assertThat(costs.searchSeconds()).isEqualTo(40);
    assertThat(costs.validationSeconds()).isCloseTo(27, within(1e-6)); // 7 + 9 + 5 + 6
    assertThat(costs.rivalSeconds()).isEqualTo(1); // of the one candidate drawn at random
    assertThat(costs.proxyBytes()).isEqualTo(12);
    assertThat(costs.dataBytes()).isEqualTo(34);
  }
}
