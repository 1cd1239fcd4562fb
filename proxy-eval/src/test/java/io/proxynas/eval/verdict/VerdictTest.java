package io.proxynas.eval.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.Results;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.Shortlist;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static Verdict judge(Interval spearman, double parameters, double flops) {
    return Verdict.of(Results.judged(spearman, parameters, flops));
  }

  @Test
  void of_undefinedCorrelation_isNotTrusted() {
    Verdict verdict = judge(Interval.UNDEFINED, 0.5, 0.5);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().sentence())
        .isEqualTo("No: its Spearman correlation is undefined on 12 candidates.");
  }

  @Test
  void of_undefinedInterval_isNotTrusted() {
    Verdict verdict = judge(Interval.unbounded(0.9), 0.5, 0.5);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().reason())
        .isEqualTo("the interval of its Spearman correlation is undefined on 12 candidates");
  }

  @Test
  void of_fewCandidates_isNotTrusted() {
    List<PairedScore> seven = Results.timed(1, 10).randomPairs().subList(0, Verdict.FEWEST - 1);
    Verdict verdict = Verdict.of(Results.result(seven, new Interval(1, 1, 1), 0, 0));
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "No: it was validated on 7 candidates, too few for an"
                + " interval: validate 8 or more.");
  }

  @Test
  void of_intervalReachingZero_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.6, 0, 0.9), -1, -1);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().reason())
        .isEqualTo("the Spearman interval [0.00, 0.90] does not stay above 0 on 12 candidates");
  }

  @Test
  void of_negativeInterval_isNotTrusted() {
    assertThat(judge(new Interval(-0.7, -0.9, -0.4), -1, -1).discard().level())
        .isEqualTo(Verdict.Level.DO_NOT_TRUST);
  }

  @Test
  void of_belowTheParameterCount_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.81, 0);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.81 of parameters, a"
                + " score that needs no training");
  }

  @Test
  void of_lowBoundBelowTheThreshold_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.7, 0.31, 0.9), 0.2, 0.9);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "With caution: the Spearman interval [0.31, 0.90]"
                + " reaches below 0.50 on 12 candidates; discard its lower half only.");
  }

  @Test
  void of_belowTheFlops_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.2, 0.85);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.discard().reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.85 of flops, a score that needs no training; discard its lower half only");
  }

  @Test
  void of_highLowBoundAboveTheRivals_isTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.5, 0.9), 0.8, 0.8);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.TRUST);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "Yes: the Spearman interval [0.50, 0.90] stays at or above 0.50"
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
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "No: its Spearman correlation 0.60 is significantly below the"
                + " 0.90 of naswot, a score that needs no training.");
  }

  @Test
  void of_significantlyBelowAnotherTraining_isJudgedAlone() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("random-ipc50", Rival.Needs.TRAINING, 0.95, Results.BETTER),
            Results.rival("accuracy", Rival.Needs.PROXY, 0.97, Results.BETTER));
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "Yes: the Spearman interval [0.60, 0.90] stays at or above 0.50 on 12"
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
    assertThat(judge(new Interval(0.7, 0.6, 0.9), rivals).discard().sentence())
        .startsWith("Yes: ")
        .endsWith(" on 12 candidates" + asGood);
    assertThat(judge(new Interval(0.7, 0.3, 0.9), rivals).discard().sentence())
        .startsWith("With caution: ")
        .endsWith(" on 12 candidates; discard its lower half only" + asGood);
    assertThat(judge(new Interval(0.7, -0.1, 0.9), rivals).discard().sentence())
        .startsWith("No: ")
        .endsWith(" does not stay above 0 on 12 candidates.");
  }

  @Test
  void of_aDecisionThatRanksAsWell_namesIt_andDoesNotDistrust() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("decision", Rival.Needs.TRUTH, 0.87, Results.ALIKE));
    assertThat(verdict.discard().sentence())
        .startsWith("Yes: ")
        .endsWith(
            "; not significantly worse: the activation alone 0.87 by the other full trainings.");
    assertThat(
            judge(
                    new Interval(0.8, 0.6, 0.9),
                    Results.rival("decision", Rival.Needs.TRUTH, 0.2, Results.WORSE))
                .discard()
                .sentence())
        .doesNotContain("alone");
  }

  @Test
  void of_belowAFreeScoreByChance_isForTheTopHalfAndNamesIt() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("naswot", Rival.Needs.NOTHING, 0.85, Results.ALIKE));
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.discard().reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.85 of naswot, a score that needs no"
                + " training; discard its lower half only; not significantly worse: naswot 0.85 without training");
  }

  @Test
  void of_undefinedRivals_beatNothing() {
    assertThat(judge(new Interval(0.8, 0.6, 0.9), Double.NaN, Double.NaN).discard().level())
        .isEqualTo(Verdict.Level.TRUST);
  }

  private static Answer chooses(Interval over, int n, Interval half) {
    PartCorrelation better = new PartCorrelation(n, half, Double.NaN);
    return Verdict.of(Results.choosing(over, better, new Shortlist(3, 0.0123))).choose();
  }

  private static Answer chooses(int n, Interval half) {
    return chooses(new Interval(0.8, 0.6, 0.9), n, half);
  }

  @Test
  void of_fewInTheBetterHalf_cannotTellWhetherItMayChoose() {
    Interval perfect = new Interval(1, 1, 1);
    Answer answer = chooses(Verdict.FEWEST_IN_HALF - 1, perfect);
    assertThat(answer.level()).isEqualTo(Verdict.Level.UNKNOWN);
    assertThat(answer.spearman()).isEqualTo(perfect);
    assertThat(answer.n()).isEqualTo(6);
    assertThat(answer.sentence())
        .isEqualTo(
            "Cannot be told: it was validated on 6 candidates of its better half, too few for an"
                + " interval: validate 13 or more; regret after validating its first 3: 1.2 points,"
                + " among 13.");
  }

  @Test
  void of_undefinedInTheBetterHalf_cannotTellWhetherItMayChoose() {
    assertThat(chooses(7, Interval.UNDEFINED).sentence())
        .startsWith(
            "Cannot be told: its Spearman correlation within its better half is undefined on 7"
                + " candidates; ");
    assertThat(chooses(7, Interval.unbounded(0.5)).sentence())
        .startsWith(
            "Cannot be told: the interval of its Spearman correlation within its better half is"
                + " undefined on 7 candidates; ");
  }

  @Test
  void of_rankingThatMayNotDiscard_mayNotChoose() {
    Answer answer = chooses(new Interval(0.3, -0.2, 0.7), 7, new Interval(0.9, 0.7, 1));
    assertThat(answer.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(answer.sentence()).startsWith("No: it may not even discard; regret ");
  }

  @Test
  void of_betterHalf_decidesWhetherItMayChoose() {
    String regret = "; regret after validating its first 3: 1.2 points, among 13.";
    assertThat(chooses(7, new Interval(0.3, 0, 0.8)).sentence())
        .isEqualTo(
            "No: the Spearman interval [0.00, 0.80] within its better half does not stay above 0"
                + " on 7 candidates"
                + regret);
    assertThat(chooses(7, new Interval(0.6, 0.1, 0.8)).sentence())
        .isEqualTo(
            "With caution: the Spearman interval [0.10, 0.80] within its better half reaches below"
                + " 0.50 on 7 candidates; choose among its first few by training on the full data"
                + regret);
    assertThat(chooses(7, new Interval(0.8, 0.5, 0.9)).sentence())
        .isEqualTo(
            "Yes: the Spearman interval [0.50, 0.90] within its better half stays at or above 0.50"
                + " on 7 candidates"
                + regret);
  }

  @Test
  void text_hasBothAnswers_andTellsTheLevel() {
    Verdict verdict = judge(new Interval(0.7, 0.3, 0.9), 0.2, 0.1);
    assertThat(verdict.text())
        .startsWith("May it discard? With caution: the Spearman interval [0.30, 0.90] ")
        .contains(". May it choose? Cannot be told: it was validated on 0 candidates");
    assertThat(Verdict.Level.of(verdict.text())).contains(Verdict.Level.CAUTION);
    assertThat(Verdict.Level.of("It is good.")).isEmpty();
  }

  @Test
  void ofEarlier_textOfOneAnswer_tellsIt() {
    Interval spearman = new Interval(0.8, 0.6, 0.9);
    Verdict verdict = Verdict.ofEarlier("Trust this ranking: it is good: 1.", spearman, 12);
    assertThat(verdict.discard())
        .isEqualTo(new Answer(Verdict.Level.TRUST, spearman, 12, "it is good: 1"));
    assertThat(verdict.choose().level()).isEqualTo(Verdict.Level.UNKNOWN);
    assertThat(Verdict.ofEarlier("Good", spearman, 12).discard())
        .isEqualTo(new Answer(Verdict.Level.UNKNOWN, spearman, 12, "Good"));
  }
}
