package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KendallTauTest extends RankCorrelationContract {

  @Override
  double correlation(double[] x, double[] y) {
    return KendallTau.of(x, y);
  }

  @Override
  int goldenColumn() {
    return 2;
  }

  @Test
  void of_fourWithoutTies_countsPairs() {
    // one pair of six is out of order: (5 - 1)/6
    assertThat(KendallTau.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
        .isCloseTo(4 / 6.0, within(1e-15));
  }

  @Test
  void of_oneTie_leavesItOutOfItsVector() {
    // C = 2, D = 0, one tie in x: 2/√((3 - 1)·3)
    assertThat(KendallTau.of(new double[] {5, 5, 6}, new double[] {1, 2, 3}))
        .isCloseTo(2 / Math.sqrt(6), within(1e-15));
  }

  @Test
  void of_everyPairOfVectorsOfFourValues_equalsBruteForce() {
    int vectors = 256; // four places, each 0 to 3
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b < vectors; b++) {
        double[] x = digits(a);
        double[] y = digits(b);
        assertThat(KendallTau.of(x, y)).as("%d, %d", a, b).isEqualTo((Double) bruteForce(x, y));
      }
    }
  }

  @Test
  void of_longRandomVectors_equalsBruteForce() {
    SplittableRandom random = new SplittableRandom(11);
    for (int n : new int[] {17, 100, 257}) {
      double[] x = random.ints(n, 0, 30).asDoubleStream().toArray();
      double[] y = random.doubles(n).toArray();
      assertThat(KendallTau.of(x, y)).isEqualTo(bruteForce(x, y));
    }
  }

  private static double[] digits(int number) {
    return new double[] {number & 3, number >> 2 & 3, number >> 4 & 3, number >> 6 & 3};
  }

  /** The definition, pair by pair. */
  private static double bruteForce(double[] x, double[] y) {
    long balance = 0;
    long differX = 0;
    long differY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        double signX = Math.signum(x[i] - x[j]);
        double signY = Math.signum(y[i] - y[j]);
        balance += (long) (signX * signY);
        differX += (long) Math.abs(signX);
        differY += (long) Math.abs(signY);
      }
    }
    return differX == 0 || differY == 0
        ? Double.NaN
        : balance / Math.sqrt((double) differX * differY);
  }
}
