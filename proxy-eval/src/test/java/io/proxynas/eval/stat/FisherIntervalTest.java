package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FisherIntervalTest {

  private static final double[] X = {1, 2, 3, 4, 5, 6, 7};
  private static final double[] Y = {1, 2, 4, 3, 7, 5, 6};

  @Test
  void intervals_goldenPairs_agreeWithSciPy() {
    assertThat(GoldenPairs.read("fisher.csv"))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            golden -> {
              Interval spearman = FisherInterval.spearman(golden.x(), golden.y(), 0.95);
              assertThat(new double[] {spearman.low(), spearman.high()})
                  .as(golden.name())
                  .containsExactly(golden.values(), within(1e-6));
            });
  }

  @Test
  void spearman_sevenPairs_isTheFormulaByHand() {
    // Σd² = 8, ρ = 1 - 48/336 = 6/7; artanh ρ = ln(13)/2 = 1.28247; variance (1 + 18/49)/4 =
    // 0.34184
    // 1.95996 · √0.34184 = 1.14594; tanh(0.13653) = 0.13569, tanh(2.42841) = 0.98457
    Interval interval = FisherInterval.spearman(X, Y, 0.95);
    assertThat(interval.value()).isCloseTo(6 / 7.0, within(1e-12));
    assertThat(interval.low()).isCloseTo(0.13569, within(2e-5));
    assertThat(interval.high()).isCloseTo(0.98457, within(2e-5));
  }

  @Test
  void spearman_moreConfidence_isWider() {
    Interval narrow = FisherInterval.spearman(X, Y, 0.5);
    Interval wide = FisherInterval.spearman(X, Y, 0.99);
    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
  }

  @Test
  void spearman_negatedScore_isTheMirrorImage() {
    double[] negated = Arrays.stream(Y).map(v -> -v).toArray();
    Interval interval = FisherInterval.spearman(X, Y, 0.95);
    Interval mirrored = FisherInterval.spearman(X, negated, 0.95);
    assertThat(mirrored.low()).isCloseTo(-interval.high(), within(1e-15));
    assertThat(mirrored.high()).isCloseTo(-interval.low(), within(1e-15));
  }

  @Test
  void spearman_normalScores_holdsTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(3);
    double truth = 6 / Math.PI * Math.asin(0.6 / 2); // ρ of a bivariate normal with r = 0.6
    int held = 0;
    for (int trial = 0; trial < 1000; trial++) {
      double[] x = random.doubles(24).map(NormalQuantile::of).toArray();
      double[] y = new double[24];
      for (int i = 0; i < 24; i++) {
        y[i] = 0.6 * x[i] + 0.8 * NormalQuantile.of(random.nextDouble());
      }
      Interval interval = FisherInterval.spearman(x, y, 0.95);
      held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(930, 970);
  }

  @Test
  void intervals_threePairs_haveNoBounds() {
    double[] x = {1, 2, 3};
    double[] y = {1, 3, 2};
    assertThat(FisherInterval.spearman(x, y, 0.95)).isEqualTo(Interval.unbounded(0.5));
  }

  @Test
  void intervals_perfectOrder_haveNoBounds() {
    assertThat(FisherInterval.spearman(X, X, 0.95)).isEqualTo(Interval.unbounded(1));
  }

  @Test
  void intervals_undefinedCorrelation_areUndefined() {
    for (double[] y : new double[][] {new double[7], {1, 2, 3, Double.NaN, 5, 6, 7}}) {
      assertThat(FisherInterval.spearman(X, y, 0.95)).isEqualTo(Interval.UNDEFINED);
    }
    assertThat(FisherInterval.spearman(new double[0], new double[0], 0.95))
        .isEqualTo(Interval.UNDEFINED);
  }

  @Test
  void spearman_confidenceOutOfRange_isRejected() {
    assertThatThrownBy(() -> FisherInterval.spearman(X, Y, 1))
        .hasMessage("confidence must be in (0, 1), but was 1.0");
  }

  @Test
  void quantile_goldenValues_agreesWithSciPy() throws Exception {
    try (var in = FisherIntervalTest.class.getResourceAsStream("normal.csv")) {
      for (String line : new String(in.readAllBytes()).lines().toList()) {
        String[] golden = line.split(";");
        assertThat(NormalQuantile.of(Double.parseDouble(golden[0])))
            .as(line)
            .isCloseTo(Double.parseDouble(golden[1]), within(1e-6));
      }
    }
  }
}
