package io.proxynas.nas;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final List<Architecture> NETS =
      FakeTrainer.candidates(7).stream().sorted(Comparator.comparing(Architecture::id)).toList();

  private static Outcome trained(int net, double accuracy, double loss, long parameters) {
    Scores scores = new Scores(accuracy, loss, 1, parameters, 1);
    return new Outcome.Trained(NETS.get(net), scores, Duration.ZERO);
  }

  @Test
  void of_inAnyOrder_sortsByAccuracyThenLossThenParametersThenId() {
    List<Outcome> expected =
        List.of(
            trained(6, 0.9, 2, 9),
            trained(5, 0.8, 1, 9),
            trained(4, 0.8, 2, 5),
            trained(0, 0.8, 2, 9),
            trained(1, 0.8, 2, 9));
    List<Outcome> failed =
        List.of(
            new Outcome.Failed(NETS.get(2), "a", Duration.ZERO),
            new Outcome.Failed(NETS.get(3), "b", Duration.ZERO));
    List<Outcome> all = new ArrayList<>(expected);
    all.addAll(failed);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(all, new Random(seed));
      Ranking ranking = Ranking.of(all);
      assertThat(ranking.trained()).isEqualTo(expected);
      assertThat(ranking.failed()).isEqualTo(failed);
    }
  }

  @Test
  void of_byLoss_sortsByIt() {
    List<Outcome> all =
        List.of(trained(0, 0.9, 2, 9), trained(1, 0.5, 1, 9), trained(2, 0.8, 3, 9));
    Ranking ranking = Ranking.of(all, new RankBy(List.of(Score.VALIDATION_LOSS)));
    assertThat(ranking.merits()).containsExactly(-1.0, -2.0, -3.0);
    assertThat(ranking.trained())
        .containsExactly(
            (Outcome.Trained) all.get(1),
            (Outcome.Trained) all.get(0),
            (Outcome.Trained) all.get(2));
  }
}
