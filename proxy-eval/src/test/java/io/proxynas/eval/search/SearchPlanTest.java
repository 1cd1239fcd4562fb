package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.RankBy;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchPlanTest {

  private static SearchPlan plan(
      List<Objective> objectives, Optional<Halving> halving, ScoringPlan scoring) {
    return new SearchPlan(
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
  void requireClusterCan_whatAClusterDoes_isAccepted() {
    assertThatCode(
            () ->
                plan(
                        List.of(Objective.ACCURACY, Objective.FLOPS),
                        halving(2, FreeScore.NASWOT),
                        new ScoringPlan(RankBy.COMBINED, Set.of(FreeScore.SYNFLOW), 3, 2))
                    .requireClusterCan())
        .doesNotThrowAnyException();
  }

  @Test
  void requireClusterCan_latency_isRefused() {
    assertThatThrownBy(
            () ->
                plan(
                        List.of(Objective.ACCURACY, Objective.LATENCY),
                        Optional.empty(),
                        ScoringPlan.DEFAULT)
                    .requireClusterCan())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the objectives must go without latency on a cluster, whose machines are others, but"
                + " were accuracy,latency: leave out latency or --spark");
  }

  @Test
  void new_fewerCandidatesThanTheFactor_isRefused() {
    assertThatThrownBy(() -> plan(List.of(), halving(5), ScoringPlan.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("candidates to be halved must be at least as many as the factor 5, but were 4");
  }
}
