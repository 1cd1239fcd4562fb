package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static Verdict judge(Interval spearman, double parameters, double flops) {
    return Verdict.of(Results.judged(spearman, parameters, flops));
  }

  @Test
  void of_undefinedCorrelation_isNotTrusted() {
    Verdict verdict = judge(Interval.UNDEFINED, 0.5, 0.5);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Do not trust this ranking: its Spearman correlation is undefined on 12 candidates.");
  }

  @Test
  void of_undefinedInterval_isNotTrusted() {
    Verdict verdict = judge(Interval.unbounded(0.9), 0.5, 0.5);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.reason())
        .isEqualTo("the interval of its Spearman correlation is undefined on 12 candidates");
  }

  @Test
  void of_fewCandidates_isNotTrusted() {
    List<PairedScore> seven = Results.timed(1, 10).randomPairs().subList(0, Verdict.FEWEST - 1);
    Verdict verdict = Verdict.of(Results.result(seven, new Interval(1, 1, 1), 0, 0));
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Do not trust this ranking: it was validated on 7 candidates, too few for an"
                + " interval: validate 8 or more.");
  }

  @Test
  void of_intervalReachingZero_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.6, 0, 0.9), -1, -1);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.reason())
        .isEqualTo("the Spearman interval [0.00, 0.90] does not stay above 0 on 12 candidates");
  }

  @Test
  void of_negativeInterval_isNotTrusted() {
    assertThat(judge(new Interval(-0.7, -0.9, -0.4), -1, -1).level())
        .isEqualTo(Verdict.Level.DO_NOT_TRUST);
  }

  @Test
  void of_belowTheParameterCount_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.81, 0);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.81 of parameters, a"
                + " score that needs no training");
  }

  @Test
  void of_lowBoundBelowTheThreshold_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.7, 0.31, 0.9), 0.2, 0.9);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Use this ranking with caution, its top half only: the Spearman interval [0.31, 0.90]"
                + " reaches below 0.50 on 12 candidates.");
  }

  @Test
  void of_belowTheFlops_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.2, 0.85);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.85 of flops, a score that needs no training");
  }

  @Test
  void of_highLowBoundAboveTheRivals_isTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.5, 0.9), 0.8, 0.8);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Trust this ranking: the Spearman interval [0.50, 0.90] stays at or above 0.50"
                + " on 12 candidates.");
  }

  private static Verdict judge(Interval spearman, Rival... rivals) {
    return Verdict.of(Results.result(Results.timed(1, 10).pairs(), spearman, List.of(rivals)));
  }

  @Test
  void of_significantlyBelowAFreeScore_isNotTrusted() {
    Verdict verdict =
        judge(
            new Interval(0.6, 0.3, 0.8),
            Results.rival("flops", Rival.Needs.NOTHING, 0.7, Results.ALIKE),
            Results.rival("naswot", Rival.Needs.NOTHING, 0.9, Results.BETTER));
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Do not trust this ranking: its Spearman correlation 0.60 is significantly below the"
                + " 0.90 of naswot, a score that needs no training.");
  }

  @Test
  void of_significantlyBelowAnotherTraining_isJudgedAlone() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("random-ipc50", Rival.Needs.TRAINING, 0.95, Results.BETTER),
            Results.rival("combined", Rival.Needs.PROXY, 0.97, Results.BETTER));
    assertThat(verdict.sentence())
        .isEqualTo(
            "Trust this ranking: the Spearman interval [0.60, 0.90] stays at or above 0.50 on 12"
                + " candidates; not significantly worse: random-ipc50 0.95 without condensation.");
  }

  @Test
  void of_cheaperRivalsThatAreAsGood_areNamed() {
    Rival[] rivals = {
      Results.rival("parameters", Rival.Needs.NOTHING, 0.2, Results.WORSE),
      Results.rival("flops", Rival.Needs.NOTHING, 0.65, Results.ALIKE),
      Results.rival("naswot", Rival.Needs.NOTHING, 0.6, Results.ALIKE),
      Results.rival("synflow", Rival.Needs.NOTHING, Double.NaN, Difference.UNDEFINED),
      Results.rival("random-ipc50", Rival.Needs.TRAINING, 0.65, Results.ALIKE)
    };
    String asGood =
        "; not significantly worse: flops 0.65, naswot 0.60 without training, random-ipc50 0.65"
            + " without condensation.";
    assertThat(judge(new Interval(0.7, 0.6, 0.9), rivals).sentence())
        .startsWith("Trust this ranking: ")
        .endsWith(" on 12 candidates" + asGood);
    assertThat(judge(new Interval(0.7, 0.3, 0.9), rivals).sentence())
        .startsWith("Use this ranking with caution, its top half only: ")
        .endsWith(" on 12 candidates" + asGood);
    assertThat(judge(new Interval(0.7, -0.1, 0.9), rivals).sentence())
        .startsWith("Do not trust this ranking: ")
        .endsWith(" does not stay above 0 on 12 candidates.");
  }

  @Test
  void of_aDecisionThatRanksAsWell_namesIt_andDoesNotDistrust() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("decision", Rival.Needs.TRUTH, 0.87, Results.ALIKE));
    assertThat(verdict.sentence())
        .startsWith("Trust this ranking: ")
        .endsWith(
            "; not significantly worse: the activation alone 0.87 by the other full trainings.");
    assertThat(
            judge(
                    new Interval(0.8, 0.6, 0.9),
                    Results.rival("decision", Rival.Needs.TRUTH, 0.2, Results.WORSE))
                .sentence())
        .doesNotContain("alone");
  }

  @Test
  void of_belowAFreeScoreByChance_isForTheTopHalfAndNamesIt() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("naswot", Rival.Needs.NOTHING, 0.85, Results.ALIKE));
    assertThat(verdict.level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.85 of naswot, a score that needs no"
                + " training; not significantly worse: naswot 0.85 without training");
  }

  @Test
  void of_undefinedRivals_beatNothing() {
    assertThat(judge(new Interval(0.8, 0.6, 0.9), Double.NaN, Double.NaN).level())
        .isEqualTo(Verdict.Level.TRUST);
  }
}
