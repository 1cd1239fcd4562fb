package io.proxynas.nas.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.ranking.PromotionOrder;
import io.proxynas.nas.ranking.Ranking;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RungsTest {

  private static final PromotionOrder BY_ACCURACY =
      candidates -> candidates.stream().sorted(Ranking.BEST_FIRST).toList();

  private final Rungs rungs = new Rungs(3, 3, BY_ACCURACY);

  private void add(int width, int rung, double accuracy) {
    rungs.add(
        new Outcome.Trained(
            new Mlp(width),
            new CandidateScores(accuracy, 1, 1, 1, 1),
            Duration.ofSeconds(1),
            rung));
  }

  private Optional<String> promoted() {
    return rungs.promote().map(RungTraining::id);
  }

  @Test
  void promote_workedByHand_takesTheBestThirdFromTheHighestRung() {
    add(1, 0, 0.1);
    add(2, 0, 0.5);
    assertThat(promoted()).isEmpty(); // 2 / 3 = 0
    add(3, 0, 0.3);
    assertThat(promoted()).contains("mlp-w2@1");
    assertThat(promoted()).isEmpty();

    add(4, 0, 0.9);
    assertThat(promoted()).contains("mlp-w4@1"); // the best of 4; one was promoted, but is not it
    add(5, 0, 0.2);
    add(6, 0, 0.4);
    assertThat(promoted()).isEmpty(); // the best 2 of 6 have gone on

    add(2, 1, 0.6);
    add(4, 1, 0.5);
    add(7, 1, 0.4);
    add(7, 0, 0.45); // had it come by another way
    add(8, 0, 0.46);
    add(9, 0, 0.47); // 3 of 9: 4, 2, 9
    assertThat(promoted()).contains("mlp-w2@2"); // the higher rung first
    assertThat(promoted()).contains("mlp-w9@1");
    assertThat(promoted()).isEmpty();
  }

  @Test
  void promote_fromTheLastRung_neverHappens() {
    for (int width = 1; width <= 12; width++) {
      add(width, 2, 0.5);
    }
    assertThat(promoted()).isEmpty();
  }

  @Test
  void new_withBadSettings_saysRuleAndValue() {
    assertThatThrownBy(() -> new Rungs(1, 3, BY_ACCURACY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the halving factor must be at least 2, but was 1");
    assertThatThrownBy(() -> new Rungs(3, 1, BY_ACCURACY))
        .hasMessage("the rungs must be at least 2, but were 1");
    assertThatThrownBy(() -> new RungTraining(new Mlp(8), -1))
        .hasMessage("a rung must be at least 0, but was -1");
  }
}
