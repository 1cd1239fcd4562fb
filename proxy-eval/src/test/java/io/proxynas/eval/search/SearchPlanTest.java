package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
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
    return plan(objectives, halving, scoring, new ValidationPlan(0, 1, List.of()));
  }

  private static SearchPlan plan(
      List<Objective> objectives,
      Optional<Halving> halving,
      ScoringPlan scoring,
      ValidationPlan validation) {
    return new SearchPlan(
        ProxySpec.parse("dm-ipc50"),
        Preset.SMOKE.condensation(),
        Preset.SMOKE.space(),
        SizeLimits.NONE,
        Strategy.RANDOM,
        objectives,
        halving,
        4,
        Optional.empty(),
        scoring,
        Recipes.alike(Preset.SMOKE.recipe()),
        validation,
        Optional.empty(),
        0,
        new Seed(1));
  }

  private static Optional<Halving> halving(int factor, FreeScore... first) {
    return Optional.of(
        new Halving(
            factor, List.of(first).stream().findFirst(), List.of(ProxySpec.parse("dm-ipc1"))));
  }

  private static boolean measuresFreeScores(
      Optional<Halving> halving, ScoringPlan scoring, int validated, RivalKind... rivals) {
    return plan(List.of(), halving, scoring, new ValidationPlan(validated, 1, List.of(rivals)))
        .measuresFreeScores();
  }

  @Test
  void measuresFreeScores_ofCandidatesOrOnARungOrByARival_isTrue() {
    ScoringPlan synflow = new ScoringPlan(Criterion.ACCURACY, Set.of(FreeScore.SYNFLOW), 3, 1);
    ScoringPlan naswot = new ScoringPlan(Criterion.NASWOT, Set.of(), 3, 1);
    assertThat(measuresFreeScores(Optional.empty(), synflow, 0)).isTrue();
    assertThat(measuresFreeScores(Optional.empty(), naswot, 0)).isTrue();
    assertThat(measuresFreeScores(halving(2, FreeScore.NASWOT), ScoringPlan.DEFAULT, 0)).isTrue();
    for (RivalKind kind :
        List.of(RivalKind.NASWOT, RivalKind.SYNFLOW, RivalKind.JACOBIAN_COVARIANCE)) {
      assertThat(
              measuresFreeScores(Optional.empty(), ScoringPlan.DEFAULT, 1, RivalKind.RANDOM, kind))
          .as(kind.word())
          .isTrue();
    }
  }

  @Test
  void measuresFreeScores_whereAllTrain_isFalse() {
    assertThat(measuresFreeScores(halving(2), ScoringPlan.DEFAULT, 5)).isFalse();
    assertThat(
            measuresFreeScores(
                Optional.empty(),
                ScoringPlan.DEFAULT,
                5,
                RivalKind.RANDOM,
                RivalKind.EARLY_STOPPING))
        .isFalse();
    // Rivals score the validated candidates: none.
    assertThat(measuresFreeScores(Optional.empty(), ScoringPlan.DEFAULT, 0, RivalKind.values()))
        .isFalse();
  }

  @Test
  void rivalsBy_isWhatRanksOnTheProxy_ifATrainingTellsIt() {
    for (Criterion by : Criterion.values()) {
      SearchPlan plan = plan(List.of(), Optional.empty(), new ScoringPlan(by, Set.of(), 3, 1));
      assertThat(plan.rivalsBy())
          .as(by.word())
          .isEqualTo(by.isOfTraining() ? by : Criterion.TRAINING_LOSS);
    }
    SearchPlan calibrated =
        plan(List.of(), Optional.empty(), ScoringPlan.CALIBRATED)
            .withCalibration(Optional.of(new CalibrationPlan(1, 14)));
    assertThat(calibrated.rivalsBy()).isEqualTo(Criterion.TRAINING_LOSS);
  }

  @Test
  void requireClusterCan_whatAClusterDoes_isAccepted() {
    assertThatCode(
            () ->
                plan(
                        List.of(Objective.ACCURACY, Objective.FLOPS),
                        halving(2, FreeScore.NASWOT),
                        new ScoringPlan(Criterion.NASWOT, Set.of(FreeScore.SYNFLOW), 3, 2))
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

  @Test
  void new_calibratedWithHalving_isRefused() {
    TinySearch search = new TinySearch();
    search.calibration = Optional.of(new CalibrationPlan(2, 8));
    search.halving = halving(2);
    search.candidates = 8;

    assertThatThrownBy(search::plan)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a calibrated ranking must be of candidates that are trained alike and for their accuracy,"
                + " but was asked for with halving: rank by accuracy instead");
  }
}
