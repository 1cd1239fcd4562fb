package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The paired bootstrap of two scores on the same candidates. */
class DifferenceTest {

  private static final double[] TRUTH = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  private static final double[] GOOD = {2, 1, 3, 4, 6, 5, 7, 8, 9, 10, 12, 11};
  private static final double[] BAD = {12, 3, 8, 1, 10, 5, 2, 11, 6, 4, 9, 7};

  private static RandomGenerator random() {
    return new SplittableRandom(5);
  }

  private static Difference difference(double[] first, double[] second) {
    return Bootstrap.DEFAULT.difference(SpearmanCorrelation::of, first, second, TRUTH, random());
  }

  @Test
  void difference_goldenScores_agreesWithSciPy() {
    List<GoldenPairs> golden = GoldenPairs.read("difference.csv");
    assertThat(golden).hasSize(6);
    Bootstrap bootstrap = new Bootstrap(40_000, 0.95);
    for (int i = 0; i < golden.size(); i += 2) {
      GoldenPairs first = golden.get(i);
      GoldenPairs second = golden.get(i + 1);
      assertThat(second.y()).isEqualTo(first.y());
      Difference difference =
          bootstrap.difference(SpearmanCorrelation::of, first.x(), second.x(), first.y(), random());
      // Both sides are simulations of a few ten thousand draws.
      assertThat(new double[] {difference.low(), difference.high()})
          .as(first.name())
          .containsExactly(first.values(), within(0.02));
    }
  }

  @Test
  void difference_knownResamples_countsThoseBeyondZero() {
    // The first statistic of a resample is the next of -2, -1, .. 96, its second one 0.
    int[] calls = {0};
    PairedStatistic counting = (x, y) -> calls[0]++ % 2 == 0 ? calls[0] / 2 - 3 : 0;
    Difference difference =
        new Bootstrap(99, 0.95)
            .difference(counting, new double[3], new double[3], new double[3], random());
    // of the 99 differences -2, -1, 0 are at most 0; with the sample itself 4 of 100, on both sides
    assertThat(difference.p()).isCloseTo(0.08, within(1e-12));
    assertThat(difference.low()).isCloseTo(0.45, within(1e-12)); // place 2.45 of -2, -1, ..
    assertThat(difference.isPositive()).isTrue();
  }

  @Test
  void difference_ofTheSameScore_isNoneForSure() {
    assertThat(difference(BAD, BAD)).isEqualTo(new Difference(0, 0, 0, 1));
  }

  @Test
  void difference_goodAndBad_isSignificant() {
    Difference difference = difference(GOOD, BAD);
    assertThat(difference.value())
        .isEqualTo(SpearmanCorrelation.of(GOOD, TRUTH) - SpearmanCorrelation.of(BAD, TRUTH));
    assertThat(difference.isPositive()).isTrue();
    assertThat(difference.p()).isLessThan(0.05);
    assertThat(difference.low()).isBetween(0.0, difference.value());
  }

  @Test
  void difference_swappedScores_isTheMirrorImage() {
    Difference difference = difference(GOOD, BAD);
    Difference swapped = difference(BAD, GOOD);
    assertThat(swapped.value()).isEqualTo(-difference.value());
    assertThat(swapped.low()).isCloseTo(-difference.high(), within(1e-12));
    assertThat(swapped.high()).isCloseTo(-difference.low(), within(1e-12));
    assertThat(swapped.p()).isEqualTo(difference.p());
    assertThat(swapped.isNegative()).isTrue();
  }

  @Test
  void difference_sharedNoise_isNarrowerThanTheIntervalsOfBoth() {
    double[] alike = BAD.clone();
    alike[3] = 2.5;
    Interval alone = Bootstrap.DEFAULT.interval(SpearmanCorrelation::of, BAD, TRUTH, random());
    Difference paired = difference(BAD, alike);
    assertThat(paired.high() - paired.low()).isLessThan((alone.high() - alone.low()) / 3);
  }

  @Test
  void difference_unrelatedScores_isSeldomSignificant() {
    Bootstrap bootstrap = new Bootstrap(200, 0.95);
    RandomGenerator random = random();
    int significant = 0;
    for (int trial = 0; trial < 300; trial++) {
      double[] first = random.doubles(20).toArray();
      double[] second = random.doubles(20).toArray();
      double[] truth = random.doubles(20).toArray();
      Difference difference =
          bootstrap.difference(SpearmanCorrelation::of, first, second, truth, random);
      significant += difference.isPositive() || difference.isNegative() ? 1 : 0;
    }
    assertThat(significant).isLessThan(300 * 8 / 100);
  }

  @Test
  void difference_undefinedStatistic_isUndefined() {
    assertThat(difference(GOOD, new double[12])).isEqualTo(Difference.UNDEFINED);
  }

  @Test
  void difference_fewCandidates_hasNoBounds() {
    double[] three = {1, 2, 3};
    Difference difference =
        Bootstrap.DEFAULT.difference(
            SpearmanCorrelation::of, three, new double[] {1, 3, 2}, three, random());
    assertThat(difference.value()).isEqualTo(0.5);
    assertThat(difference.low()).isNaN();
    assertThat(difference.p()).isNaN();
    assertThat(difference.isPositive() || difference.isNegative()).isFalse();
  }

  @Test
  void difference_differentLengths_isRejected() {
    double[] twelve = IntStream.range(0, 12).asDoubleStream().toArray();
    assertThatThrownBy(() -> difference(twelve, new double[11]))
        .hasMessage("paired vectors must have the same length, but had 11 and 12");
  }

  @Test
  void new_impossibleSignificance_isRejected() {
    assertThatThrownBy(() -> new Difference(0.1, 0, 0.2, 1.5))
        .hasMessage("p must be in (0, 1], and undefined where the bounds are, but was 1.5");
    assertThatThrownBy(() -> new Difference(0.1, Double.NaN, Double.NaN, 0.5))
        .hasMessageEndingWith("but was 0.5");
    assertThatThrownBy(() -> new Difference(0.1, 0.3, 0.2, 0.5))
        .hasMessage("the lower bound must be at most the upper bound 0.2, but was 0.3");
  }
}
