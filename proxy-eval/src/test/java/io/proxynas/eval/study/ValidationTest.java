package io.proxynas.eval.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.RankBy;
import io.proxynas.nas.Ranking;
import io.proxynas.nas.Score;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {

  private static final Seed SEED = new Seed(1);
  private static final Ranking RANKING = Candidates.ranking(120);
  private static final StratifiedSample SAMPLE =
      StratifiedSample.of(RANKING, 12, 3, SEED.child("sample"));

  private static ValidationResult validate(CandidateEvaluator fullData)
      throws InterruptedException {
    return new Validation(fullData).validate(RANKING, SAMPLE, SEED);
  }

  /** As {@code evaluator}, but these fail. */
  private static CandidateEvaluator failing(CandidateEvaluator evaluator, List<Integer> numbers) {
    return (candidates, observer) -> {
      List<Outcome> outcomes = new ArrayList<>(evaluator.evaluate(candidates));
      outcomes.replaceAll(
          outcome -> {
            int number = Candidates.number(outcome.architecture());
            return numbers.contains(number) ? Candidates.failed(number, "no memory") : outcome;
          });
      return outcomes;
    };
  }

  @Test
  void validate_sameOrder_isPerfect() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> 0.95 - i / 2000.0));
    assertThat(result.spearman()).isEqualTo(new Interval(1, 1, 1));
    assertThat(result.kendall()).isEqualTo(new Interval(1, 1, 1));
    assertThat(result.topK()).isEqualTo(new TopK(3, 1));
    assertThat(result.regret()).isZero();
    assertThat(result.n()).isEqualTo(12);
    assertThat(result.sampled()).isEqualTo(12);
  }

  @Test
  void validate_rankedByAnotherScore_correlatesThat() throws InterruptedException {
    List<Outcome.Trained> candidates = Candidates.ranking(120).trained();
    Ranking bySize = Ranking.of(candidates, new RankBy(List.of(Score.PARAMETERS)));
    StratifiedSample sample = StratifiedSample.of(bySize, 12, 3, SEED.child("sample"));
    CandidateEvaluator sizesAreRight =
        Candidates.full(number -> candidates.get(number - 1).scores().parameters() / 2000.0);

    ValidationResult result = new Validation(sizesAreRight).validate(bySize, sample, SEED);

    assertThat(result.spearman().value()).isEqualTo(1);
    assertThat(result.regret()).isZero();
  }

  @Test
  void validate_oppositeOrder_losesTheMost() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> i / 200.0));
    int last = Candidates.number(SAMPLE.random().get(11).architecture());
    assertThat(result.spearman().value()).isEqualTo(-1);
    assertThat(result.topK().recall()).isZero();
    assertThat(result.regret()).isCloseTo((last - 1) / 200.0, within(1e-12));
  }

  @Test
  void validate_topCandidates_doNotEnterTheCorrelations() throws InterruptedException {
    // The first three are the worst on the full data; all others are in order. None was drawn.
    assertThat(SAMPLE.random()).doesNotContainAnyElementsOf(SAMPLE.top());
    ValidationResult result = validate(Candidates.full(i -> i <= 3 ? 0.1 : 0.95 - i / 2000.0));
    assertThat(result.pairs()).hasSize(15);
    assertThat(result.pairs()).filteredOn(PairedScore::inTop).hasSize(3);
    assertThat(result.spearman().value()).isEqualTo(1);
    assertThat(result.topK().recall()).isEqualTo(1);
    assertThat(result.regret()).isGreaterThan(0.7);
  }

  @Test
  void validate_pairs_areInOrderOfTheRanking() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> i % 7 / 10.0));
    assertThat(result.pairs()).isSortedAccordingTo((a, b) -> a.rank() - b.rank());
    assertThat(result.pairs())
        .allSatisfy(
            pair -> {
              int number = Candidates.number(pair.architecture());
              assertThat(pair.rank()).isEqualTo(number);
              assertThat(pair.proxyAccuracy()).isEqualTo(0.9 - number / 1000.0);
              assertThat(pair.fullAccuracy()).isEqualTo(number % 7 / 10.0);
              assertThat(pair.proxyTime()).hasSeconds(1);
              assertThat(pair.fullTime()).hasSeconds(10);
            });
  }

  @Test
  void validate_correlations_areOfTheRandomPairs() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> i * 31 % 17 / 20.0));
    double[] proxy =
        result.randomPairs().stream().mapToDouble(PairedScore::proxyAccuracy).toArray();
    double[] full = result.randomPairs().stream().mapToDouble(PairedScore::fullAccuracy).toArray();
    assertThat(result.spearman().value()).isEqualTo(SpearmanCorrelation.of(proxy, full));
    assertThat(result.kendall().value()).isEqualTo(KendallTau.of(proxy, full));
    assertThat(result.spearman().isBounded()).isTrue();
  }

  @Test
  void validate_rivals_areReadOffTheSameCandidates() throws InterruptedException {
    // Full accuracy grows with the parameters, and so with the FLOPs, of the made-up candidates.
    ValidationResult result = validate(Candidates.full(i -> i * 37 % 101 / 200.0));
    assertThat(result.rivals())
        .containsExactly(new Rival("parameters", 1, 0), new Rival("flops", 1, 0));
    assertThat(result.rivalSpearman(Rival.FLOPS)).isEqualTo(1);
    assertThat(result.rivalSpearman("naswot")).isNaN();
  }

  @Test
  void validate_failures_areDroppedAndCounted() throws InterruptedException {
    int drawn = Candidates.number(SAMPLE.random().get(4).architecture());
    CandidateEvaluator full = Candidates.full(i -> 0.95 - i / 2000.0);
    ValidationResult result = validate(failing(full, List.of(1, drawn)));
    assertThat(result.failed()).hasSize(2);
    assertThat(result.pairs()).hasSize(13);
    assertThat(result.n()).isEqualTo(11);
    assertThat(result.sampled()).isEqualTo(12);
    // Candidate 2 is now the first choice that was validated.
    assertThat(result.regret()).isZero();
  }

  @Test
  void validate_allFailed_isUndefined() throws InterruptedException {
    ValidationResult result =
        validate(
            (candidates, observer) ->
                candidates.stream()
                    .<Outcome>map(c -> Candidates.failed(Candidates.number(c), "no memory"))
                    .toList());
    assertThat(result.pairs()).isEmpty();
    assertThat(result.spearman()).isEqualTo(Interval.UNDEFINED);
    assertThat(result.topK().recall()).isNaN();
    assertThat(result.regret()).isNaN();
  }

  @Test
  void validate_sameSeed_isEqual() throws InterruptedException {
    CandidateEvaluator full = Candidates.full(i -> i * 31 % 17 / 20.0);
    assertThat(validate(full)).isEqualTo(validate(full));
  }

  @Test
  void validate_eachCandidate_isTrainedOnce() throws InterruptedException {
    Ranking small = Candidates.ranking(6);
    List<Architecture> asked = new ArrayList<>();
    CandidateEvaluator full = Candidates.full(i -> 0.5);
    new Validation(
            (candidates, observer) -> {
              asked.addAll(candidates);
              return full.evaluate(candidates);
            })
        .validate(small, StratifiedSample.of(small, 6, 3, SEED), SEED);
    assertThat(asked).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void validate_foreignCandidate_isRejected() {
    StratifiedSample foreign =
        new StratifiedSample(List.of(Candidates.trained(999, 0.5, 1, 1)), List.of());
    assertThatThrownBy(
            () -> new Validation(Candidates.full(i -> 0)).validate(RANKING, foreign, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a validated candidate must be in the ranking, but this one is not: "
                + "convnet-d1-w999-relu-instance-average");
  }

  @Test
  void validate_evaluatorOutOfOrder_isRejected() {
    StratifiedSample two =
        new StratifiedSample(List.of(), List.copyOf(RANKING.trained().subList(0, 2)));
    CandidateEvaluator full = Candidates.full(i -> 0.5);
    assertThatThrownBy(
            () ->
                new Validation((candidates, observer) -> List.of(full.evaluate(candidates).get(1)))
                    .validate(RANKING, two, SEED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "an evaluator must answer each candidate in order, but asked for "
                + "[convnet-d1-w1-relu-instance-average, convnet-d1-w2-relu-instance-average]"
                + " it answered [convnet-d1-w2-relu-instance-average]");
  }

  @Test
  void validate_interrupted_passesOn() {
    assertThatThrownBy(
            () ->
                validate(
                    (candidates, observer) -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void new_kBelowOne_isRejected() {
    assertThatThrownBy(
            () ->
                new Validation(Candidates.full(i -> 0), io.proxynas.eval.stat.Bootstrap.DEFAULT, 0))
        .hasMessage("k must be at least 1, but was 0");
  }
}
