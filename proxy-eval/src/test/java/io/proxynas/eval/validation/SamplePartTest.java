package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.SpearmanCorrelation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplePartTest {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95);

  private static RandomGenerator random() {
    return new Seed(1).generator();
  }

  /** Candidates 1 to n, each with an accuracy from every function of its number. */
  private static List<PairedScore> pairs(int n, IntToDoubleFunction... accuracies) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(
            i ->
                new PairedScore(
                    i,
                    Candidates.trained(i, 0.5, 10, 1),
                    List.of(accuracies).stream()
                        .map(f -> Candidates.trained(i, f.applyAsDouble(i), 10, 10))
                        .toList(),
                    true,
                    false,
                    false))
        .toList();
  }

  /** The numbers of the candidates, as a score. */
  private static double[] numbers(List<PairedScore> pairs) {
    return pairs.stream().mapToDouble(p -> Candidates.number(p.architecture())).toArray();
  }

  @Test
  void spearman_isThatOfTheOtherSeedsWithinTheFirstSeedsBest() {
    // Of 80 the first seed finds 77, 78, 79, 80 best; the mean of the others ranks them 2, 1, 4, 3.
    IntToDoubleFunction second = i -> i == 77 ? 0.4 : i == 78 ? 0.2 : i == 79 ? 0.8 : 0.7;
    IntToDoubleFunction third = i -> i == 77 ? 0.4 : i == 78 ? 0.4 : i == 79 ? 0.8 : 0.7;
    List<PairedScore> pairs = pairs(80, i -> i / 100.0, second, third);
    SamplePart top = SamplePart.top(pairs);
    assertThat(top.n()).isEqualTo(4);
    // Ranks 1 2 3 4 against 2 1 4 3: 1 - 6 * 4 / (4 * 15).
    assertThat(top.spearman(numbers(pairs), BOOTSTRAP, random()).value())
        .isEqualTo(SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {2, 1, 4, 3}))
        .isCloseTo(0.6, within(1e-12));
  }

  @Test
  void spearman_doesNotDependOnTheOrderOfTheCandidates() {
    // Ties all over: three values of the first seed, so that the part is cut through a tie.
    List<PairedScore> pairs = pairs(100, i -> i % 3 / 4.0, i -> i * 37 % 101 / 101.0);
    List<PairedScore> shuffled = new ArrayList<>(pairs);
    Collections.reverse(shuffled);
    double value = SamplePart.top(pairs).spearman(numbers(pairs), BOOTSTRAP, random()).value();
    assertThat(SamplePart.top(shuffled).spearman(numbers(shuffled), BOOTSTRAP, random()).value())
        .isEqualTo(value);
  }

  @Test
  void noiseCeiling_needsThreeSeeds() {
    IntToDoubleFunction accuracy = i -> i / 200.0;
    assertThat(SamplePart.top(pairs(100, accuracy, accuracy)).noiseCeiling(BOOTSTRAP, random()))
        .isNaN();
    assertThat(
            SamplePart.top(pairs(100, accuracy, accuracy, accuracy))
                .noiseCeiling(BOOTSTRAP, random()))
        .isEqualTo(1);
  }

  @Test
  void of_oneSeedOrFewCandidates_isUndefined() {
    List<PairedScore> one = pairs(100, i -> i / 200.0);
    assertThat(SamplePart.top(one).n()).isZero();
    assertThat(SamplePart.top(one).spearman(numbers(one), BOOTSTRAP, random()))
        .isEqualTo(Interval.UNDEFINED);
    List<PairedScore> few = pairs(40, i -> i / 200.0, i -> i / 200.0);
    assertThat(SamplePart.top(few).n()).isEqualTo(2);
    assertThat(SamplePart.top(few).spearman(numbers(few), BOOTSTRAP, random()))
        .isEqualTo(Interval.UNDEFINED);
    assertThat(SamplePart.top(List.of()).n()).isZero();
  }
}
