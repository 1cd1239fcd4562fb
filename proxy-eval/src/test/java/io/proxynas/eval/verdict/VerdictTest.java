package io.proxynas.eval.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Candidates;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.Results;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.eval.validation.Shortlist;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.TrainedRival;
import io.proxynas.eval.validation.Validation;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Ranking;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Seed SEED = new Seed(1);
  private static final IntToDoubleFunction IN_ORDER = i -> 0.95 - i / 2000.0;

  private static Verdict judge(Interval spearman, double parameters, double flops) {
    return Verdict.of(Results.judged(spearman, parameters, flops));
  }

  @Test
  void of_undefinedCorrelation_isNotTrusted() {
    Verdict verdict = judge(Interval.UNDEFINED, 0.5, 0.5);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "Cannot be told: on 12 candidates trained on all the real images rho is undefined, as"
                + " where many are equally accurate.");
  }

  @Test
  void of_undefinedInterval_isNotTrusted() {
    Verdict verdict = judge(Interval.unbounded(0.9), 0.5, 0.5);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.UNKNOWN);
    assertThat(verdict.discard().reason())
        .startsWith(
            "on 12 candidates trained on all the real images the interval of rho is undefined");
  }

  @Test
  void of_fewCandidates_isNotTrusted() {
    List<PairedScore> seven = Results.timed(1, 10).randomPairs().subList(0, Verdict.FEWEST - 1);
    Verdict verdict = Verdict.of(Results.result(seven, new Interval(1, 1, 1), 0, 0));
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "Cannot be told: only 7 of its candidates were trained on all the real images to judge it;"
                + " 8 or more candidates must be: validate 13 or more.");
    assertThat(verdict.simpler().sentence())
        .isEqualTo(
            "Cannot be told: too few candidates were trained to compare; 8 or more candidates must be:"
                + " validate 13 or more.");
  }

  @Test
  void of_intervalReachingZero_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.6, 0, 0.9), -1, -1);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().reason())
        .isEqualTo(
            "on 12 candidates trained on all the real images its order may be chance (rho 0.60, 95 %"
                + " interval [0.00, 0.90])");
  }

  @Test
  void of_negativeInterval_isNotTrusted() {
    Answer answer = judge(new Interval(-0.7, -0.9, -0.4), -1, -1).discard();
    assertThat(answer.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(answer.reason()).contains("its order is rather the wrong way round (rho -0.70, ");
  }

  @Test
  void of_belowTheParameterCount_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.81, 0);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.discard().reason())
        .isEqualTo(
            "parameters, which needs no training, orders 12 candidates trained on all the real images"
                + " better (rho 0.81, this ranking's 0.80)");
  }

  @Test
  void of_lowBoundBelowTheThreshold_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.7, 0.31, 0.9), 0.2, 0.9);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "With caution: the worse half only, since on 12 candidates trained on all the real images"
                + " its order is right on the whole, but how far is uncertain (rho 0.70, 95 % interval"
                + " [0.31, 0.90]).");
  }

  @Test
  void of_belowTheFlops_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.2, 0.85);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.discard().reason())
        .isEqualTo(
            "the worse half only, since flops, which needs no training, orders 12 candidates trained"
                + " on all the real images better, perhaps by chance (rho 0.85, this ranking's 0.80)");
  }

  @Test
  void of_highLowBoundAboveTheRivals_isTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.5, 0.9), 0.8, 0.8);
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.TRUST);
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "Yes: on 12 candidates trained on all the real images its order is right on the whole (rho"
                + " 0.80, 95 % interval [0.50, 0.90]).");
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
            "No: naswot, which needs no training, orders 12 candidates trained on all the real images"
                + " clearly better (rho 0.90, this ranking's 0.60).");
  }

  @Test
  void of_significantlyBelowAnotherTraining_isJudgedAlone() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("random-ipc50", Rival.Needs.TRAINING, 0.95, Results.BETTER));
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.TRUST);
    assertThat(verdict.simpler().sentence())
        .isEqualTo(
            "Yes: as far as 12 candidates can tell, without condensed images random-ipc50 (0.95, -0.50"
                + " to -0.10) ranks as well; in brackets each one's rho, and by how much this ranking's"
                + " 0.80 may exceed it.");
  }

  @Test
  void of_simplerScoresThatAreAsGood_areSaidFirst_andByWhatTheyNeed() {
    Rival[] rivals = {
      Results.rival("random-ipc50", Rival.Needs.TRAINING, 0.65, Results.ALIKE),
      Results.rival("early-stopping", Rival.Needs.TRAINING, 0.6, Results.ALIKE),
      Results.rival("parameters", Rival.Needs.NOTHING, 0.2, Results.WORSE),
      Results.rival("naswot", Rival.Needs.NOTHING, 0.6, Results.ALIKE),
      Results.rival("synflow", Rival.Needs.NOTHING, Double.NaN, Difference.UNDEFINED),
      Results.rival("decision", Rival.Needs.TRUTH, 0.87, Results.ALIKE)
    };
    Verdict verdict = judge(new Interval(0.7, 0.6, 0.9), rivals);
    assertThat(verdict.simpler().reason())
        .isEqualTo(
            "as far as 12 candidates can tell, without condensed images random-ipc50 (0.65, -0.10 to"
                + " +0.30), early-stopping (0.60, -0.10"
                + " to +0.30) rank as well; without any training naswot (0.60, -0.10 to +0.30) ranks as"
                + " well; by the other full trainings the activation alone (0.87, -0.10 to +0.30) ranks"
                + " as well; in brackets each one's rho, and by how much this ranking's 0.70 may exceed"
                + " it; nothing can be told of synflow (undefined)");
    assertThat(verdict.trust()).hasSize(3);
    assertThat(verdict.text())
        .startsWith("Would something simpler have done? Yes: as far as 12 candidates ");
    assertThat(Verdict.Level.of(verdict.text())).contains(Verdict.Level.TRUST);
    assertThat(verdict.simplicity()).isEmpty();
  }

  /** A score of 0.02 is not said to be as good, only because little is known of it. */
  @Test
  void of_aScoreWhoseDifferenceIsWide_saysHowWide_andThatItCannotBeTold() {
    Difference wide = new Difference(0.68, -0.23, 1.48, 0.156);
    Rival flops = Results.rival("flops", Rival.Needs.NOTHING, 0.02, wide);
    Verdict verdict = judge(new Interval(0.7, 0.6, 0.9), flops);
    assertThat(verdict.simpler().sentence())
        .isEqualTo(
            "Cannot be told: 12 candidates are too few to tell of flops (0.02, -0.23 to +1.48); in"
                + " brackets each one's rho, and by how much this ranking's 0.70 may exceed it.");
    assertThat(verdict.trust()).hasSize(2);
    assertThat(verdict.simplicity()).hasValueSatisfying(s -> assertThat(s).contains("flops (0.02"));

    Rival random = Results.rival("random-ipc50", Rival.Needs.TRAINING, 0.6, Results.ALIKE);
    assertThat(judge(new Interval(0.7, 0.6, 0.9), flops, random).simpler().reason())
        .endsWith("; 12 candidates are too few to tell of flops (0.02, -0.23 to +1.48)");
    Rival[] many = {flops, flops, flops, flops, flops};
    assertThat(judge(new Interval(0.7, 0.6, 0.9), many).simpler().reason())
        .contains(" and 2 more; in brackets");
  }

  /** One that ranks the other way in the sample is not said to be clearly worse, either. */
  @Test
  void of_aScoreBelowZeroWhoseDifferenceIsWide_saysThatItCannotBeTold() {
    Difference wide = new Difference(0.77, -0.26, 1.57, 0.156);
    Rival flops = Results.rival("flops", Rival.Needs.NOTHING, -0.04, wide);
    assertThat(judge(new Interval(0.7, 0.6, 0.9), flops).simpler().reason())
        .startsWith("12 candidates are too few to tell of flops (-0.04, -0.26 to +1.57)");
  }

  @Test
  void of_simplerScoresThatAreAllWorse_saysSo() {
    Verdict verdict =
        judge(
            new Interval(0.7, 0.6, 0.9),
            Results.rival("flops", Rival.Needs.NOTHING, 0.2, Results.WORSE));
    assertThat(verdict.simpler().sentence())
        .isEqualTo("No: each simpler score orders these 12 candidates clearly worse.");
    assertThat(verdict.simplicity()).isPresent();
  }

  /**
   * A ranking of candidates of these sizes, validated by full accuracies and held against rivals.
   */
  private static Verdict validated(
      IntToLongFunction size, IntToDoubleFunction truth, RivalScorer... more)
      throws InterruptedException {
    Ranking ranking =
        Ranking.of(
            IntStream.rangeClosed(1, 12)
                .mapToObj(i -> Candidates.trained(i, 0.9 - i / 1000.0, size.applyAsLong(i), 1))
                .toList());
    List<RivalScorer> rivals = Stream.concat(Validation.SIZES.stream(), Stream.of(more)).toList();
    return Verdict.of(
        new Validation(List.of(Candidates.full(truth)), rivals)
            .validate(ranking, StratifiedSample.of(ranking, 12, 0, SEED), SEED));
  }

  @Test
  void of_truthsThatAreAllEqual_cannotTellOfWhatIsSimpler() throws InterruptedException {
    assertThat(validated(i -> i, i -> 0.5).simpler().sentence())
        .isEqualTo("Cannot be told: on 12 candidates rho of the ranking itself is undefined.");
  }

  @Test
  void of_networksOfOneSize_cannotTellOfWhatIsSimpler() throws InterruptedException {
    assertThat(validated(i -> 1000, IN_ORDER).simpler().sentence())
        .isEqualTo(
            "Cannot be told: nothing can be told of parameters (undefined), flops (undefined); in"
                + " brackets each one's rho, and by how much this ranking's 1.00 may exceed it.");
  }

  @Test
  void of_rivalThatFailsBesideWorseOnes_cannotTellOfWhatIsSimpler() throws InterruptedException {
    TrainedRival failing =
        new TrainedRival(
            "early-stopping",
            Criterion.ACCURACY,
            (candidates, observer) ->
                candidates.stream()
                    .<Outcome>map(
                        c -> {
                          int number = Candidates.number(c);
                          return number == 5
                              ? Candidates.failed(number, "no memory")
                              : Candidates.trained(number, number / 100.0, 1, 2);
                        })
                    .toList());
    assertThat(validated(i -> i, IN_ORDER, failing).simpler().sentence())
        .isEqualTo(
            "Cannot be told: nothing can be told of early-stopping (undefined); in brackets each one's"
                + " rho, and by how much this ranking's 1.00 may exceed it.");
  }

  /**
   * Of two values one is that of a single candidate, which a resample lacks more often than not.
   */
  @Test
  void of_betterRivalWithoutAnInterval_isNotSaidToBeWorse() throws InterruptedException {
    IntToDoubleFunction truth = i -> i == 12 ? 0.1 : 0.5 + i / 1000.0;
    Verdict verdict = validated(i -> i == 12 ? 1 : 1000, truth);
    assertThat(verdict.simpler().sentence())
        .isEqualTo(
            "Cannot be told: nothing can be told of parameters (0.48, undefined), flops (0.48,"
                + " undefined); in brackets each one's rho, and by how much this ranking's -0.54 may"
                + " exceed it.");
  }

  @Test
  void of_undefinedScoresBesideOthers_areNamedApart() {
    Difference wide = new Difference(0.68, -0.23, 1.48, 0.156);
    Rival flops = Results.rival("flops", Rival.Needs.NOTHING, 0.02, wide);
    Rival synflow = Results.rival("synflow", Rival.Needs.NOTHING, Double.NaN, Difference.UNDEFINED);
    assertThat(judge(new Interval(0.7, 0.6, 0.9), synflow, flops).simpler().reason())
        .startsWith(
            "12 candidates are too few to tell of flops (0.02, -0.23 to +1.48); nothing can be told of"
                + " synflow (undefined); in brackets ");
  }

  @Test
  void of_noOtherScore_cannotTellOfWhatIsSimpler() {
    assertThat(judge(new Interval(0.7, 0.6, 0.9)).simpler().sentence())
        .isEqualTo("Cannot be told: no simpler score was compared.");
  }

  @Test
  void of_belowAFreeScoreByChance_isForTheTopHalfAndNamesIt() {
    Verdict verdict =
        judge(
            new Interval(0.8, 0.6, 0.9),
            Results.rival("naswot", Rival.Needs.NOTHING, 0.85, Results.ALIKE));
    assertThat(verdict.discard().level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.discard().reason()).contains("naswot, which needs no training, orders ");
  }

  @Test
  void of_undefinedRivals_beatNothing() {
    assertThat(judge(new Interval(0.8, 0.6, 0.9), Double.NaN, Double.NaN).discard().level())
        .isEqualTo(Verdict.Level.TRUST);
  }

  private static Answer chooses(Interval over, int n, Interval half) {
    PartCorrelation better = new PartCorrelation(n, half, Double.NaN);
    return Verdict.of(Results.choosing(over, better, new Shortlist(3, 0.0123, 13))).choose();
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
            "Cannot be told: only 6 of its better half were trained on all the real images to judge it;"
                + " validate 13 or more; the best of its first 3 lacks 1.2 points of the best of all 13 trained"
                + " so.");
  }

  @Test
  void of_undefinedInTheBetterHalf_cannotTellWhetherItMayChoose() {
    assertThat(chooses(7, Interval.UNDEFINED).sentence())
        .startsWith("Cannot be told: on the 7 candidates of its better half rho is undefined; ");
    assertThat(chooses(7, Interval.unbounded(0.5)).sentence())
        .startsWith(
            "Cannot be told: on the 7 candidates of its better half the interval of rho is undefined; ");
  }

  @Test
  void of_rankingThatMayNotDiscard_mayNotChoose() {
    Answer answer = chooses(new Interval(0.3, -0.2, 0.7), 7, new Interval(0.9, 0.7, 1));
    assertThat(answer.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(answer.sentence()).startsWith("No: it may not even discard; the best ");
  }

  @Test
  void of_betterHalf_decidesWhetherItMayChoose() {
    String regret = "; the best of its first 3 lacks 1.2 points of the best of all 13 trained so.";
    assertThat(chooses(7, new Interval(0.3, 0, 0.8)).sentence())
        .isEqualTo(
            "No: among the 7 candidates of its better half its order may be chance (rho 0.30)"
                + regret);
    assertThat(chooses(8, new Interval(-0.8, -1, -0.4)).sentence())
        .isEqualTo(
            "No: among the 8 candidates of its better half its order is rather the wrong way round"
                + " (rho -0.80, 95 % interval [-1.00, -0.40])"
                + regret);
    assertThat(chooses(7, new Interval(0.6, 0.1, 0.8)).sentence())
        .isEqualTo(
            "With caution: among the 7 candidates of its better half its order is right on the whole,"
                + " but how far is uncertain (rho 0.60); train its first few on all the real images"
                + " and take the best"
                + regret);
    assertThat(chooses(8, new Interval(0.8, 0.5, 0.9)).sentence())
        .isEqualTo(
            "Yes: among the 8 candidates of its better half its order is right on the whole (rho 0.80,"
                + " 95 % interval [0.50, 0.90])"
                + regret);
  }

  @Test
  void text_hasBothAnswers_andTellsTheLevel() {
    Verdict verdict = judge(new Interval(0.7, 0.3, 0.9), 0.2, 0.1);
    assertThat(verdict.text())
        .startsWith("May it discard? With caution: the worse half only, since on 12 candidates ")
        .contains(". May it choose? Cannot be told: only 0 of its better half ");
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
