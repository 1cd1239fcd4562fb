package io.proxynas.eval.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.eval.validation.Candidates;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Ranking;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the sample of a calibrated ranking to what is said of it. */
class CalibratedVerdictTest {

  private static final Ranking RANKING = Candidates.ranking(40);
  private static final Set<Integer> TAUGHT = Set.of(1, 2, 3, 10, 21);

  /**
   * The ranking has those first that it has seen to be good, and the others the wrong way round.
   */
  private static final IntToDoubleFunction TRUTH =
      i -> TAUGHT.contains(i) ? 0.95 - i / 1000.0 : 0.5 + i / 1000.0;

  private static ValidationResult validate(
      int drawn, Set<Integer> taught, int seeds, Integer... failing) throws InterruptedException {
    return validate(RANKING, drawn, taught, seeds, failing);
  }

  private static ValidationResult validate(
      Ranking ranking, int drawn, Set<Integer> taught, int seeds, Integer... failing)
      throws InterruptedException {
    Set<String> ids =
        taught.stream().map(i -> Candidates.architecture(i).id()).collect(Collectors.toSet());
    CandidateEvaluator full =
        (candidates, observer) ->
            candidates.stream()
                .<Outcome>map(
                    c -> {
                      int i = Candidates.number(c);
                      return List.of(failing).contains(i)
                          ? new Outcome.Failed(c, "no memory", Duration.ofSeconds(4))
                          : Candidates.trained(i, TRUTH.applyAsDouble(i), 1000, 10);
                    })
                .toList();
    Seed seed = new Seed(1);
    return new Validation(Collections.nCopies(seeds, full), Validation.SIZES)
        .validate(ranking, StratifiedSample.ofRun(ranking, drawn, ids, seed), seed);
  }

  private static List<Integer> untaught(ValidationResult result) {
    return result.pairs().stream()
        .map(PairedScore::architecture)
        .map(Candidates::number)
        .filter(number -> !TAUGHT.contains(number))
        .toList();
  }

  @Test
  void validate_calibrated_hasTheRegretOfThoseThatDidNotTeach() throws InterruptedException {
    ValidationResult result = validate(13, TAUGHT, 1);
    List<Integer> untaught = untaught(result);
    int best = Collections.max(untaught);
    assertThat(untaught).startsWith(4, 5, 6);
    assertThat(result.figures().regret()).isCloseTo((best - 4) / 1000.0, within(1e-12));
    assertThat(result.figures().shortlist().k()).isEqualTo(3);
    assertThat(result.figures().shortlist().regret()).isCloseTo((best - 6) / 1000.0, within(1e-12));
    assertThat(Verdict.of(result).choose().reason())
        .endsWith(
            Answer.format(
                "; of those that did not teach it, the best of its first 3 lacks %.1f points of the"
                    + " best of all %d trained so",
                (best - 6) / 10.0, untaught.size()));
  }

  @Test
  void validate_whereAllTaught_hasNoRegret() throws InterruptedException {
    ValidationResult result = validate(0, TAUGHT, 1);
    assertThat(result.pairs()).hasSize(5);
    assertThat(result.figures().regret()).isNaN();
    assertThat(result.figures().shortlist().regret()).isNaN();
  }

  private static double validationSeconds(ValidationResult result) {
    return Costs.of(new SetCost(Duration.ZERO, 1), Duration.ZERO, result, 0, 0).validationSeconds();
  }

  @Test
  void costs_validation_hasNoTrainingThatTaught_butThoseThatFailed() throws InterruptedException {
    ValidationResult one = validate(13, TAUGHT, 1);
    assertThat(validationSeconds(one)).isCloseTo(10 * untaught(one).size(), within(1e-9));

    ValidationResult two = validate(13, TAUGHT, 2);
    assertThat(validationSeconds(two))
        .as("the second trainings of those that taught are for the validation alone")
        .isCloseTo(20 * untaught(two).size() + 10 * TAUGHT.size(), within(1e-9));

    ValidationResult failed = validate(13, TAUGHT, 1, 4, 10);
    assertThat(failed.failed()).hasSize(2);
    assertThat(validationSeconds(failed))
        .as("4 fails in the validation, and 10 failed when it was to teach")
        .isCloseTo(10 * untaught(failed).size() + 4, within(1e-9));
  }

  @Test
  void of_calibratedWithTooFewJudges_asksForTwiceAsMany() throws InterruptedException {
    assertThat(Verdict.of(validate(10, TAUGHT, 1)).choose().reason())
        .startsWith(
            "only 5 of its better half were trained on all the real images to judge it; 13 or more"
                + " candidates must be: validate 26 or more, half of which teach it; of those ");
    assertThat(Verdict.of(validate(12, TAUGHT, 1, drawn(12, TAUGHT).get(6))).choose().reason())
        .contains(" candidates must be: validate 28 or more, half of which teach it; ");
  }

  /** Where many that were to teach failed, more teach than judge. */
  @Test
  void of_moreThatTeachThanJudge_asksForMoreThanWereTrained() throws InterruptedException {
    Set<Integer> taught = IntStream.rangeClosed(1, 23).boxed().collect(Collectors.toSet());

    assertThat(Verdict.of(validate(Candidates.ranking(30), 7, taught, 1)).discard().reason())
        .endsWith(
            "; its ranking must have 31 or more candidates, 23 of which teach it, but has 30");
    assertThat(Verdict.of(validate(RANKING, 7, taught, 1)).discard().reason())
        .endsWith("; 8 or more candidates must be: validate 31 or more, 23 of which teach it");
  }

  @Test
  void of_aRankingOfTooFew_asksForMoreOfThem() throws InterruptedException {
    Ranking ten = Candidates.ranking(10);
    assertThat(Verdict.of(validate(ten, 13, Set.of(), 1)).choose().reason())
        .startsWith(
            "only 5 of its better half were trained on all the real images to judge it; its ranking"
                + " must have 13 or more candidates, but has 10; ");
    Ranking twenty = Candidates.ranking(20);
    assertThat(Verdict.of(validate(twenty, 12, Set.of(1, 2, 3, 10), 1)).choose().reason())
        .contains(
            "; its ranking must have 26 or more candidates, half of which teach it, but has 20; ");
    assertThat(Verdict.of(validate(Candidates.ranking(5), 0, Set.of(), 1)).discard().sentence())
        .isEqualTo(
            "Cannot be told: no candidate was trained on all the real images to check it; its ranking"
                + " must have 8 or more candidates, but has 5.");
  }

  private static List<Integer> drawn(int drawn, Set<Integer> taught) throws InterruptedException {
    return validate(drawn, taught, 1).randomPairs().stream()
        .map(PairedScore::architecture)
        .map(Candidates::number)
        .toList();
  }

  @Test
  void of_aFailureAmongJustEnough_asksForMoreThanWasAskedFor() throws InterruptedException {
    int last = drawn(13, Set.of()).get(12);
    assertThat(Verdict.of(validate(13, Set.of(), 1, last)).choose().reason())
        .startsWith(
            "only 6 of its better half were trained on all the real images to judge it; 13 or more"
                + " candidates must be: validate 14 or more; the best of its first 3 ");
    int last8 = drawn(8, Set.of()).get(7);
    Verdict verdict = Verdict.of(validate(8, Set.of(), 1, last8));
    assertThat(verdict.discard().sentence())
        .isEqualTo(
            "Cannot be told: only 7 of its candidates were trained on all the real images to judge it; 8 or"
                + " more candidates must be: validate 9 or more.");
    assertThat(verdict.simpler().sentence())
        .isEqualTo(
            "Cannot be told: too few candidates were trained to compare; 8 or more candidates must be: validate 9"
                + " or more.");
  }
}
