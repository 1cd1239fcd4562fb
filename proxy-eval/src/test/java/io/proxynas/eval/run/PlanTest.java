package io.proxynas.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.nas.Objective;
import io.proxynas.nas.RankBy;
import io.proxynas.nas.Score;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.SizeLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static Plan plan(List<Objective> objectives, Optional<Halving> halving, Scoring scoring) {
    return new Plan(
        ProxySpec.parse("dm-ipc50"),
        Preset.SMOKE.condensation(),
        Preset.SMOKE.space(),
        SizeLimits.NONE,
        Strategy.RANDOM,
        objectives,
        halving,
        4,
        scoring,
        Preset.SMOKE.recipe(),
        new ValidationPlan(0, 1, List.of()),
        0,
        new Seed(1));
  }

  private static Optional<Halving> halving(int factor, FreeScore... first) {
    return Optional.of(
        new Halving(
            factor, List.of(first).stream().findFirst(), List.of(ProxySpec.parse("dm-ipc1"))));
  }

  @Test
  void requirePlain_whatAClusterDoes_isAccepted() {
    assertThatCode(
            () ->
                plan(
                        List.of(Objective.ACCURACY, Objective.FLOPS),
                        halving(2),
                        new Scoring(new RankBy(List.of(Score.VALIDATION_LOSS)), Set.of(), 3, 1))
                    .requirePlain())
        .doesNotThrowAnyException();
  }

  @Test
  void requirePlain_measurements_areRefused() {
    for (Plan plan :
        List.of(
            plan(List.of(), halving(2, FreeScore.NASWOT), Scoring.DEFAULT),
            plan(List.of(Objective.ACCURACY, Objective.LATENCY), halving(2), Scoring.DEFAULT),
            plan(List.of(), Optional.empty(), new Scoring(RankBy.ACCURACY, Set.of(), 3, 2)),
            plan(List.of(), Optional.empty(), new Scoring(RankBy.COMBINED, Set.of(), 3, 1)))) {
      assertThat(plan.isPlain()).isFalse();
      assertThatThrownBy(plan::requirePlain)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a cluster trains each candidate once and measures nothing else: leave out --spark, or"
                  + " --seeds, --scores, the objective latency, and training-free scores in --rungs"
                  + " and --rank-by");
    }
  }

  @Test
  void new_fewerCandidatesThanTheFactor_isRefused() {
    assertThatThrownBy(() -> plan(List.of(), halving(5), Scoring.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("candidates to be halved must be at least as many as the factor 5, but were 4");
  }
}
