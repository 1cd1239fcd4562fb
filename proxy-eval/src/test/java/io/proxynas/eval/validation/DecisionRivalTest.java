package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.SpearmanCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionRivalTest {

  /** Activation and depth of five candidates; only the activation tells. */
  private static final List<List<String>> CHOICES =
      List.of(
          List.of("relu", "1"),
          List.of("relu", "2"),
          List.of("relu", "1"),
          List.of("sigmoid", "2"),
          List.of("sigmoid", "1"));

  private static final double[] TRUTHS = {0.8, 0.9, 0.85, 0.3, 0.4};

  @Test
  void scores_workedCase_areThePlacesOfTheValues() {
    DecisionRival.Sample sample = DecisionRival.Sample.of(CHOICES, TRUTHS);
    assertThat(sample.best()).containsOnly(0);
    // Of four others: two sigmoids below and two of its own; one of its own and none below.
    assertThat(sample.scores()).containsExactly(0.75, 0.75, 0.75, 0.125, 0.125);
  }

  @Test
  void best_isChosenWithoutTheCandidate() {
    // Without the last, whose truth contradicts it, the second decision predicts best.
    List<List<String>> choices =
        List.of(
            List.of("a", "x"),
            List.of("b", "x"),
            List.of("a", "y"),
            List.of("b", "y"),
            List.of("a", "x"));
    double[] truths = {0.9, 0.9, 0.1, 0.1, 0};
    DecisionRival.Sample sample = DecisionRival.Sample.of(choices, truths);
    assertThat(sample.best()[4]).isEqualTo(1);
    assertThat(sample.scores()[4]).isEqualTo(0.75); // however low its own truth is
  }

  @Test
  void scores_ofAValueThatNoOtherHas_isTheMiddle() {
    List<List<String>> choices =
        List.of(List.of("a"), List.of("a"), List.of("b"), List.of("b"), List.of("c"));
    assertThat(DecisionRival.Sample.of(choices, TRUTHS).scores()[4]).isEqualTo(0.5);
  }

  @Test
  void scores_ofFewerThanThree_areUndefined() {
    List<List<String>> two = CHOICES.subList(0, 2);
    assertThat(DecisionRival.Sample.of(two, new double[] {0.1, 0.2}).scores())
        .containsOnly(Double.NaN);
    assertThat(DecisionRival.Sample.of(List.of(), new double[0]).scores()).isEmpty();
  }

  @Test
  void scores_ofPermutedCandidates_arePermuted() {
    List<List<String>> reversed = new ArrayList<>(CHOICES);
    Collections.reverse(reversed);
    double[] truths = IntStream.range(0, 5).mapToDouble(i -> TRUTHS[4 - i]).toArray();
    double[] scores = DecisionRival.Sample.of(reversed, truths).scores();
    assertThat(scores).containsExactly(0.125, 0.125, 0.75, 0.75, 0.75);
  }

  /** Mean ρ over made-up samples of candidates with five decisions, of which the first may tell. */
  private static double meanCorrelation(
      int n, double shift, int samples, ToDoubleFunction<DecisionRival.Sample> correlation) {
    int[] options = {3, 4, 3, 5, 3};
    RandomGenerator random = new Seed(1).generator();
    DoubleStream.Builder all = DoubleStream.builder();
    for (int s = 0; s < samples; s++) {
      List<List<String>> choices = new ArrayList<>();
      double[] truths = new double[n];
      for (int i = 0; i < n; i++) {
        List<String> own =
            Arrays.stream(options).mapToObj(k -> Integer.toString(random.nextInt(k))).toList();
        choices.add(own);
        truths[i] = random.nextGaussian() + (own.get(0).equals("0") ? 0 : shift);
      }
      all.add(correlation.applyAsDouble(DecisionRival.Sample.of(choices, truths)));
    }
    return all.build().filter(rho -> !Double.isNaN(rho)).average().orElseThrow();
  }

  private static double correlation(DecisionRival.Sample sample) {
    return SpearmanCorrelation.of(sample.scores(), sample.truths());
  }

  @Test
  void scores_ofDecisionsWithoutInformation_haveNoCorrelationOnAverage() {
    assertThat(meanCorrelation(12, 0, 1500, DecisionRivalTest::correlation))
        .isCloseTo(0, within(0.04));
    assertThat(meanCorrelation(24, 0, 600, DecisionRivalTest::correlation))
        .isCloseTo(0, within(0.07));
  }

  /** Means of others, by contrast, would make a rival that is too easy to beat. */
  @Test
  void scores_byMeansOfOthers_wouldCorrelateNegatively() {
    ToDoubleFunction<DecisionRival.Sample> means =
        sample -> {
          double sum = Arrays.stream(sample.truths()).sum();
          int n = sample.truths().length;
          // Of one decision with one value: the mean of all others.
          double[] others = Arrays.stream(sample.truths()).map(t -> (sum - t) / (n - 1)).toArray();
          return SpearmanCorrelation.of(others, sample.truths());
        };
    assertThat(meanCorrelation(12, 0, 10, means)).isCloseTo(-1, within(1e-12));
  }

  @Test
  void scores_ofADecisionThatTells_followIt() {
    assertThat(meanCorrelation(12, 3, 600, DecisionRivalTest::correlation)).isGreaterThan(0.5);
    assertThat(meanCorrelation(24, 3, 300, DecisionRivalTest::correlation)).isGreaterThan(0.6);
  }

  @Test
  void rival_ofCandidates_namesTheDecisionAndNeedsTruths() throws InterruptedException {
    List<PairedScore> pairs =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                i ->
                    new PairedScore(
                        i,
                        Candidates.trained(i, 0.5, 10, 1),
                        List.of(Candidates.trained(i, TRUTHS[i - 1], 10, 1)),
                        true,
                        false,
                        false))
            .toList();
    DecisionRival rival =
        new DecisionRival(
            network -> {
              List<String> own = CHOICES.get(Candidates.number(network) - 1);
              return new TreeMap<>(Map.of("activation", own.get(0), "depth", own.get(1)));
            });
    assertThat(rival.name()).isEqualTo("decision");
    assertThat(rival.needs()).isEqualTo(Rival.Needs.TRUTH);
    assertThat(rival.basis(pairs)).isEqualTo("activation");
    assertThat(rival.basis(pairs.subList(0, 2))).isEmpty();
    assertThat(rival.score(pairs))
        .extracting(RivalScore::value)
        .containsExactly(0.75, 0.75, 0.75, 0.125, 0.125);
  }
}
