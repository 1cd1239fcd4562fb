package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every rank correlation, with and without ties. */
abstract class RankCorrelationContract {

  private static final int ROUNDS = 200;
  private final SplittableRandom random = new SplittableRandom(7);

  abstract double correlation(double[] x, double[] y);

  /** The column of this correlation in correlations.csv. */
  abstract int goldenColumn();

  @Test
  void of_goldenPairs_agreesWithSciPy() {
    assertThat(GoldenPairs.read("correlations.csv"))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            golden ->
                assertThat(correlation(golden.x(), golden.y()))
                    .as(golden.name())
                    .isCloseTo(golden.values()[goldenColumn()], within(1e-13)));
  }

  @Test
  void of_sameOrder_isExactlyOne() {
    assertThat(correlation(new double[] {1, 2, 3, 3, 9}, new double[] {0.1, 0.2, 7, 7, 8}))
        .isEqualTo(1);
  }

  @Test
  void of_oppositeOrder_isExactlyMinusOne() {
    assertThat(correlation(new double[] {1, 2, 3, 4}, new double[] {9, 5, 2, -1})).isEqualTo(-1);
  }

  @Test
  void of_increasingTransformation_isUnchanged() {
    for (int round = 0; round < ROUNDS; round++) {
      double[] x = draw();
      double[] y = draw();
      double[] bent = Arrays.stream(x).map(v -> Math.exp(3 * v) - 5).toArray();
      assertThat(correlation(bent, y)).isEqualTo(correlation(x, y));
    }
  }

  @Test
  void of_negatedVector_changesSign() {
    for (int round = 0; round < ROUNDS; round++) {
      double[] x = draw();
      double[] y = draw();
      double[] negated = Arrays.stream(x).map(v -> -v).toArray();
      assertThat(correlation(negated, y)).isEqualTo(-correlation(x, y));
    }
  }

  @Test
  void of_swappedVectors_isSymmetric() {
    for (int round = 0; round < ROUNDS; round++) {
      double[] x = draw();
      double[] y = draw();
      assertThat(correlation(y, x)).isEqualTo(correlation(x, y));
    }
  }

  @Test
  void of_pairsInAnotherOrder_isBitIdentical() {
    for (int round = 0; round < ROUNDS; round++) {
      double[] x = draw();
      double[] y = draw();
      int[] order = shuffled(x.length);
      double[] x2 = IntStream.of(order).mapToDouble(i -> x[i]).toArray();
      double[] y2 = IntStream.of(order).mapToDouble(i -> y[i]).toArray();
      assertThat(correlation(x2, y2)).isEqualTo(correlation(x, y));
    }
  }

  @Test
  void of_randomPairs_liesBetweenMinusOneAndOne() {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(correlation(draw(), draw())).isBetween(-1.0, 1.0);
    }
  }

  @Test
  void of_infinities_ranksThemAtTheEnds() {
    double[] finite = {-9, 1, 2, 9};
    double[] infinite = {Double.NEGATIVE_INFINITY, 1, 2, Double.POSITIVE_INFINITY};
    double[] y = {2, 1, 3, 4};
    assertThat(correlation(infinite, y)).isEqualTo(correlation(finite, y));
  }

  @Test
  void of_input_isNotModified() {
    double[] x = {3, 1, 2};
    double[] y = {1, 3, 2};
    correlation(x, y);
    assertThat(x).containsExactly(3, 1, 2);
    assertThat(y).containsExactly(1, 3, 2);
  }

  @Test
  void of_fewerThanThreePairs_isUndefined() {
    for (int n = 0; n < 3; n++) {
      double[] x = IntStream.range(0, n).asDoubleStream().toArray();
      assertThat(correlation(x, x)).as("n = %d", n).isNaN();
    }
  }

  @Test
  void of_constantVector_isUndefined() {
    double[] constant = {0.1, 0.1, 0.1, 0.1};
    double[] zeros = {0.0, -0.0, 0.0, -0.0};
    double[] y = {1, 2, 3, 4};
    assertThat(correlation(constant, y)).isNaN();
    assertThat(correlation(y, constant)).isNaN();
    assertThat(correlation(zeros, y)).isNaN();
  }

  @Test
  void of_anyNaN_isUndefined() {
    double[] y = {1, 2, 3, 4};
    double[] broken = {1, Double.NaN, 3, 2};
    assertThat(correlation(broken, y)).isNaN();
    assertThat(correlation(y, broken)).isNaN();
  }

  @Test
  void of_differentLengths_isRejected() {
    assertThatThrownBy(() -> correlation(new double[3], new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("paired vectors must have the same length, but had 3 and 4");
  }

  /** Nine values of five levels: many ties, and never constant. */
  private double[] draw() {
    double[] values = random.ints(9, 0, 5).asDoubleStream().map(v -> v / 4 - 0.5).toArray();
    values[0] = 0;
    values[1] = 0.25;
    return values;
  }

  private int[] shuffled(int n) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
