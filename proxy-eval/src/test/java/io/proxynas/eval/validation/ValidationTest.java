package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.FisherInterval;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ValidationTest {

  private static final Seed SEED = new Seed(1);
  private static final Ranking RANKING = Candidates.ranking(120);
  private static final StratifiedSample SAMPLE =
      StratifiedSample.of(RANKING, 12, 3, SEED.child("sample"));

  private static ValidationResult validate(CandidateEvaluator fullData)
      throws InterruptedException {
    return new Validation(List.of(fullData), Validation.SIZES).validate(RANKING, SAMPLE, SEED);
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
    assertThat(result.figures().spearman()).isEqualTo(new Interval(1, 1, 1));
    assertThat(result.figures().kendall()).isEqualTo(new Interval(1, 1, 1));
    assertThat(result.figures().topK()).isEqualTo(new TopK(3, 1));
    assertThat(result.figures().regret()).isZero();
    assertThat(result.figures().n()).isEqualTo(12);
    assertThat(result.figures().sample()).isEqualTo(12);
  }

  @Test
  void validate_rankedByAnotherScore_correlatesThat() throws InterruptedException {
    List<Outcome.Trained> candidates = Candidates.ranking(120).trained();
    Ranking bySize = Ranking.by(candidates, Criterion.PARAMETERS);
    StratifiedSample sample = StratifiedSample.of(bySize, 12, 3, SEED.child("sample"));
    CandidateEvaluator sizesAreRight =
        Candidates.full(number -> candidates.get(number - 1).scores().parameters() / 2000.0);

    ValidationResult result =
        new Validation(List.of(sizesAreRight), List.of()).validate(bySize, sample, SEED);

    assertThat(result.figures().spearman().value()).isEqualTo(1);
    assertThat(result.figures().regret()).isZero();
  }

  @Test
  void validate_oppositeOrder_losesTheMost() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> i / 200.0));
    int last = Candidates.number(SAMPLE.random().get(11).architecture());
    assertThat(result.figures().spearman().value()).isEqualTo(-1);
    assertThat(result.figures().topK().recall()).isZero();
    assertThat(result.figures().regret()).isCloseTo((last - 1) / 200.0, within(1e-12));
  }

  @Test
  void validate_topCandidates_doNotEnterTheCorrelations() throws InterruptedException {
    // The first three are the worst on the full data; all others are in order. None was drawn.
    assertThat(SAMPLE.random()).doesNotContainAnyElementsOf(SAMPLE.top());
    ValidationResult result = validate(Candidates.full(i -> i <= 3 ? 0.1 : 0.95 - i / 2000.0));
    assertThat(result.pairs()).hasSize(15);
    assertThat(result.pairs()).filteredOn(PairedScore::inTop).hasSize(3);
    assertThat(result.figures().spearman().value()).isEqualTo(1);
    assertThat(result.figures().topK().recall()).isEqualTo(1);
    assertThat(result.figures().regret()).isGreaterThan(0.7);
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
    assertThat(result.figures().spearman().value()).isEqualTo(SpearmanCorrelation.of(proxy, full));
    assertThat(result.figures().kendall().value()).isEqualTo(KendallTau.of(proxy, full));
    assertThat(result.figures().spearman().isBounded()).isTrue();
    assertThat(result.figures().fisher()).isEqualTo(FisherInterval.spearman(proxy, full, 0.95));
  }

  @Test
  void validate_rivals_areReadOffTheSameCandidates() throws InterruptedException {
    // Full accuracy grows with the parameters, and so with the FLOPs, of the made-up candidates.
    ValidationResult result = validate(Candidates.full(i -> i * 37 % 101 / 200.0));
    assertThat(result.figures().rivals())
        .extracting(Rival::name)
        .containsExactly("parameters", "flops");
    assertThat(result.figures().rivals())
        .allSatisfy(
            rival -> {
              assertThat(rival.interval()).isEqualTo(new Interval(1, 1, 1));
              assertThat(rival.kendall()).isEqualTo(1);
              assertThat(rival.topKRecall()).isEqualTo(1);
              assertThat(rival.regret()).isZero();
              assertThat(rival.seconds()).isZero();
              assertThat(rival.needs()).isEqualTo(Rival.Needs.NOTHING);
              assertThat(rival.difference().value())
                  .isEqualTo(result.figures().spearman().value() - 1)
                  .isNegative();
              assertThat(rival.difference().isNegative()).isTrue();
            });
  }

  /** A rival that trains, to the score of its function, in 2 s. */
  private static TrainedRival rival(IntToDoubleFunction accuracy) {
    return new TrainedRival(
        "early-stopping",
        Criterion.ACCURACY,
        (candidates, observer) ->
            candidates.stream()
                .<Outcome>map(
                    c -> {
                      int number = Candidates.number(c);
                      double score = accuracy.applyAsDouble(number);
                      return Double.isNaN(score)
                          ? Candidates.failed(number, "no memory")
                          : Candidates.trained(number, score, 1, 2);
                    })
                .toList());
  }

  private static Rival compare(IntToDoubleFunction accuracy) throws InterruptedException {
    return new Validation(
            List.of(Candidates.full(i -> 0.95 - i / 2000.0)), List.of(rival(accuracy)))
        .validate(RANKING, SAMPLE, SEED)
        .figures()
        .rivals()
        .get(0);
  }

  @Test
  void validate_rivalThatTrains_isScoredOnTheRandomSample() throws InterruptedException {
    Rival rival = compare(i -> i / 200.0);
    assertThat(rival.spearman()).isEqualTo(-1);
    assertThat(rival.seconds()).isEqualTo(2);
    assertThat(rival.needs()).isEqualTo(Rival.Needs.TRAINING);
    assertThat(rival.difference()).isEqualTo(new Difference(2, 2, 2, 2 / 10_001.0));
    int first = Candidates.number(SAMPLE.random().get(0).architecture());
    int last = Candidates.number(SAMPLE.random().get(11).architecture());
    assertThat(rival.regret()).isCloseTo((last - first) / 2000.0, within(1e-12));
  }

  @Test
  void validate_rivalAsGoodAsTheProxy_differsByNothing() throws InterruptedException {
    Rival rival = compare(i -> 0.5 - i / 500.0);
    assertThat(rival.difference()).isEqualTo(new Difference(0, 0, 0, 1));
  }

  @Test
  void validate_choices_areTheFirstOfTheRandomSample() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> 0.5));
    List<Outcome.Trained> random = SAMPLE.random();
    assertThat(result.figures().choice()).isEqualTo(random.get(0).architecture().id());
    assertThat(result.figures().rivals().get(0).choice())
        .isEqualTo(largest(random).architecture().id());
    String firstById =
        random.stream().map(outcome -> outcome.architecture().id()).sorted().findFirst().get();
    assertThat(compare(i -> 0.5).choice()).isEqualTo(firstById);
    assertThat(compare(i -> Double.NaN).choice()).isEmpty();
  }

  private static Outcome.Trained largest(List<Outcome.Trained> candidates) {
    return candidates.stream()
        .max(Comparator.comparingLong(outcome -> outcome.scores().parameters()))
        .get();
  }

  @Test
  void validate_top_isRankedByTheSeedsThatDidNotChooseIt() throws InterruptedException {
    // The first seed finds 1 to 6 best; the second turns them round, and them alone.
    Ranking all = Candidates.ranking(120);
    CandidateEvaluator second = Candidates.full(i -> i <= 6 ? 0.9 + i / 1000.0 : 0.8 - i / 2000.0);
    ValidationResult result =
        new Validation(List.of(Candidates.full(i -> 0.95 - i / 2000.0), second), Validation.SIZES)
            .validate(all, StratifiedSample.of(all, 120, 0, SEED), SEED);
    assertThat(result.figures().top().n()).isEqualTo(6);
    assertThat(result.figures().top().spearman().value()).isEqualTo(-1);
    assertThat(result.figures().top().noiseCeiling()).isNaN();
    assertThat(result.figures().spearman().value()).isGreaterThan(0.9);
    ValidationResult oneSeed = validate(Candidates.full(i -> 0.95 - i / 2000.0));
    assertThat(oneSeed.figures().top()).isEqualTo(PartCorrelation.NONE);
    assertThat(oneSeed.figures().rivals().get(0).top()).isEqualTo(Interval.UNDEFINED);
  }

  @Test
  void validate_betterHalf_isThatOfTheRanking_judgedByAllSeeds() throws InterruptedException {
    // The better half is in the opposite order, and the seeds differ by a constant.
    IntToDoubleFunction full = i -> i <= 60 ? 0.8 + i / 1000.0 : 0.7 - i / 2000.0;
    ValidationResult result =
        validate(Candidates.full(full), Candidates.full(i -> full.applyAsDouble(i) + 0.01));
    PartCorrelation half = result.figures().half();
    assertThat(half.n()).isEqualTo(6);
    assertThat(half.spearman()).isEqualTo(new Interval(-1, -1, -1));
    assertThat(half.noiseCeiling()).isEqualTo(1);
    assertThat(result.figures().spearman().value()).isGreaterThan(0.2);
  }

  @Test
  void validate_oddNumber_hasTheMiddleOneInTheBetterHalf() throws InterruptedException {
    StratifiedSample sample = StratifiedSample.of(RANKING, 7, 3, SEED);
    PartCorrelation half =
        new Validation(List.of(Candidates.full(i -> 0.9 - i / 1000.0)), List.of())
            .validate(RANKING, sample, SEED)
            .figures()
            .half();
    assertThat(half.n()).isEqualTo(4);
    assertThat(half.spearman().value()).isEqualTo(1);
    assertThat(half.noiseCeiling()).isNaN();
  }

  @Test
  void validate_shortlist_isWhatTheBestOfTheFirstThreeLacks() throws InterruptedException {
    int best = Candidates.number(SAMPLE.random().get(5).architecture());
    CandidateEvaluator full = Candidates.full(i -> i == best ? 0.9 : i == 2 ? 0.8 : 0.5);
    Shortlist shortlist = validate(full).figures().shortlist();
    assertThat(shortlist.k()).isEqualTo(3);
    assertThat(shortlist.regret()).isCloseTo(0.1, within(1e-12));
    assertThat(validate(Candidates.full(i -> 1.0 / i)).figures().shortlist())
        .isEqualTo(new Shortlist(3, 0, 15));
    assertThat(validate(failing(full, List.of(2))).figures().shortlist().regret())
        .isCloseTo(0.4, within(1e-12));
  }

  @Test
  void validate_rivalThatFailsOnACandidate_isUndefined() throws InterruptedException {
    int failing = Candidates.number(SAMPLE.random().get(4).architecture());
    Rival rival = compare(i -> i == failing ? Double.NaN : 0.5);
    assertThat(rival.spearman()).isNaN();
    assertThat(rival.regret()).isNaN();
    assertThat(rival.difference()).isEqualTo(Difference.UNDEFINED);
  }

  private static ValidationResult validate(CandidateEvaluator first, CandidateEvaluator second)
      throws InterruptedException {
    return new Validation(List.of(first, second), List.of()).validate(RANKING, SAMPLE, SEED);
  }

  @Test
  void validate_twoTruthSeeds_meansAreTheTruth() throws InterruptedException {
    ValidationResult result =
        validate(Candidates.full(i -> i % 7 / 10.0), Candidates.full(i -> i % 5 / 10.0));
    assertThat(result.figures().truthSeeds()).isEqualTo(2);
    assertThat(result.pairs())
        .hasSize(15)
        .allSatisfy(
            pair -> {
              int i = Candidates.number(pair.architecture());
              assertThat(pair.trainings()).hasSize(2);
              assertThat(pair.fullAccuracy()).isCloseTo((i % 7 + i % 5) / 20.0, within(1e-12));
              assertThat(pair.fullTime()).hasSeconds(10);
            });
    double[] mean = result.randomPairs().stream().mapToDouble(PairedScore::fullAccuracy).toArray();
    double[] proxy =
        result.randomPairs().stream().mapToDouble(PairedScore::proxyAccuracy).toArray();
    assertThat(result.figures().spearman().value()).isEqualTo(SpearmanCorrelation.of(proxy, mean));
  }

  @Test
  void validate_twoTruthSeeds_giveTheCeiling() throws InterruptedException {
    ValidationResult alike =
        validate(Candidates.full(i -> 0.9 - i / 2000.0), Candidates.full(i -> 0.8 - i / 3000.0));
    assertThat(alike.figures().noiseCeiling()).isEqualTo(1);
    double[] numbers =
        alike.randomPairs().stream()
            .mapToDouble(pair -> Candidates.number(pair.architecture()))
            .toArray();
    ValidationResult noisy =
        validate(Candidates.full(i -> i / 200.0), Candidates.full(i -> i * 31 % 17 / 20.0));
    double r =
        SpearmanCorrelation.of(
            numbers, Arrays.stream(numbers).map(i -> i * 31 % 17 / 20.0).toArray());
    assertThat(noisy.figures().reliability().value()).isEqualTo(r);
    assertThat(noisy.figures().noiseCeiling()).isEqualTo(r <= 0 ? 0 : Math.sqrt(2 * r / (1 + r)));
  }

  @Test
  void validate_oneTruthSeed_hasNoCeiling() throws InterruptedException {
    ValidationResult result = validate(Candidates.full(i -> i / 200.0));
    assertThat(result.figures().reliability()).isEqualTo(Interval.UNDEFINED);
    assertThat(result.figures().noiseCeiling()).isNaN();
  }

  @Test
  void validate_secondTruthSeedFails_dropsTheCandidate() throws InterruptedException {
    CandidateEvaluator full = Candidates.full(i -> 0.95 - i / 2000.0);
    ValidationResult result = validate(full, failing(full, List.of(2)));
    assertThat(result.pairs()).hasSize(14);
    assertThat(result.failed())
        .extracting(failed -> Candidates.number(failed.architecture()))
        .containsExactly(2);
  }

  @Test
  void validate_failures_areDroppedAndCounted() throws InterruptedException {
    int drawn = Candidates.number(SAMPLE.random().get(4).architecture());
    CandidateEvaluator full = Candidates.full(i -> 0.95 - i / 2000.0);
    ValidationResult result = validate(failing(full, List.of(1, drawn)));
    assertThat(result.failed()).hasSize(2);
    assertThat(result.pairs()).hasSize(13);
    assertThat(result.figures().n()).isEqualTo(11);
    assertThat(result.figures().sample()).isEqualTo(12);
    // Candidate 2 is now the first choice that was validated.
    assertThat(result.figures().regret()).isZero();
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
    assertThat(result.figures().spearman()).isEqualTo(Interval.UNDEFINED);
    assertThat(result.figures().topK().recall()).isNaN();
    assertThat(result.figures().regret()).isNaN();
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
    CandidateEvaluator listening =
        (candidates, observer) -> {
          asked.addAll(candidates);
          return full.evaluate(candidates);
        };
    new Validation(List.of(listening), List.of())
        .validate(small, StratifiedSample.of(small, 6, 3, SEED), SEED);
    assertThat(asked).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void validate_foreignCandidate_isRejected() {
    StratifiedSample foreign =
        new StratifiedSample(List.of(Candidates.trained(999, 0.5, 1, 1)), List.of(), List.of());
    assertThatThrownBy(
            () ->
                new Validation(List.of(Candidates.full(i -> 0)), List.of())
                    .validate(RANKING, foreign, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a validated candidate must be in the ranking, but this one is not: "
                + "convnet-d1-w999-relu-instance-average");
  }

  @Test
  void validate_evaluatorOutOfOrder_isRejected() {
    StratifiedSample two =
        new StratifiedSample(List.of(), List.copyOf(RANKING.trained().subList(0, 2)), List.of());
    CandidateEvaluator full = Candidates.full(i -> 0.5);
    CandidateEvaluator second = (candidates, observer) -> List.of(full.evaluate(candidates).get(1));
    assertThatThrownBy(
            () -> new Validation(List.of(second), List.of()).validate(RANKING, two, SEED))
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
    List<CandidateEvaluator> truths = List.of(Candidates.full(i -> 0));
    assertThatThrownBy(() -> new Validation(truths, List.of(), Bootstrap.DEFAULT, 0))
        .hasMessage("k must be at least 1, but was 0");
  }

  @Test
  void plan_ofMoreTrainingsThanCanBe_isRefused() {
    assertThatThrownBy(() -> new ValidationPlan(3, 200_000_000, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("truth seeds must be at most 1024, but was 200000000");
  }

  @Test
  void new_noTruth_isRejected() {
    assertThatThrownBy(() -> new Validation(List.of(), List.of()))
        .hasMessage("truth seeds must be at least 1, but was 0");
  }
}
