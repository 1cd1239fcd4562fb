package io.proxynas.eval.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.score.FreeScore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoringPlanTest {

  @Test
  void asMap_hasWhatDiffersFromRankingByAccuracy() {
    assertThat(ScoringPlan.DEFAULT.asMap()).isEqualTo(Map.of("rankBy", "training-loss"));
    assertThat(new ScoringPlan(Criterion.ACCURACY, Set.of(), 3, 1).asMap()).isEmpty();
  }

  @Test
  void new_rankByAFreeScore_measuresIt() {
    ScoringPlan scoring = new ScoringPlan(Criterion.NASWOT, Set.of(FreeScore.SYNFLOW), 2, 3);
    List<String> words = List.of("naswot", "synflow");
    assertThat(scoring.asMap())
        .containsEntry("rankBy", "naswot")
        .containsEntry("scores", words)
        .containsEntry("initialisations", 2)
        .containsEntry("trainingSeeds", 3);
    assertThat(scoring.measured()).doesNotContainKey("rankBy").containsEntry("scores", words);
  }

  @Test
  void new_badNumbers_areRejected() {
    assertThatThrownBy(() -> new ScoringPlan(Criterion.ACCURACY, Set.of(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initialisations must be at least 1, but was 0");
    assertThatThrownBy(() -> new ScoringPlan(Criterion.ACCURACY, Set.of(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training seeds must be at least 1, but was 0");
    assertThatThrownBy(() -> new ScoringPlan(Criterion.ACCURACY, Set.of(), Integer.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initialisations must be at most 1024, but was 2147483647");
    assertThatThrownBy(() -> new ScoringPlan(Criterion.ACCURACY, Set.of(), 1, 1025))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training seeds must be at most 1024, but was 1025");
  }
}
