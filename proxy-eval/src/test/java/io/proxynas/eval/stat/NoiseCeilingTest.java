package io.proxynas.eval.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NoiseCeilingTest {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 0.95);

  private static RandomGenerator random() {
    return new SplittableRandom(5);
  }

  private static NoiseCeiling of(double[]... measurements) {
    return NoiseCeiling.of(List.of(measurements), BOOTSTRAP, random());
  }

  @Test
  void of_goldenSeeds_agreesWithSciPy() {
    assertThat(GoldenPairs.read("ceiling.csv"))
        .hasSize(3)
        .allSatisfy(
            golden -> {
              NoiseCeiling ceiling = of(golden.x(), golden.y());
              assertThat(new double[] {ceiling.reliability().value(), ceiling.ceiling()})
                  .as(golden.name())
                  .containsExactly(golden.values(), within(1e-12));
            });
  }

  @Test
  void ceiling_halfReliable_isSpearmanBrownByHand() {
    assertThat(NoiseCeiling.ceiling(0.5, 1)).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(NoiseCeiling.ceiling(0.5, 2)).isCloseTo(Math.sqrt(2 / 3.0), within(1e-15));
    assertThat(NoiseCeiling.ceiling(0.5, 3)).isCloseTo(Math.sqrt(0.75), within(1e-15));
    assertThat(NoiseCeiling.ceiling(1, 2)).isEqualTo(1);
  }

  @Test
  void of_threeSeeds_takesTheMeanOfAllPairs() {
    double[] a = {1, 2, 3, 4};
    double[] b = {1, 3, 2, 4}; // 0.8 to a
    double[] c = {2, 1, 3, 4}; // 0.8 to a, 0.4 to b: d = -1, 2, -1, 0
    NoiseCeiling ceiling = of(a, b, c);
    assertThat(ceiling.reliability().value()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(ceiling.ceiling()).isCloseTo(Math.sqrt(6 / 7.0), within(1e-15)); // 2 / (7/3)
  }

  @Test
  void of_simulatedTrainings_isWhatTheTrueOrderReaches() {
    // What the ceiling claims, seen: values + equal noise; the values against the mean of both.
    SplittableRandom random = new SplittableRandom(1);
    int n = 4000;
    double[] values = random.doubles(n).map(NormalQuantile::of).toArray();
    double[] first = new double[n];
    double[] second = new double[n];
    double[] mean = new double[n];
    for (int i = 0; i < n; i++) {
      first[i] = values[i] + 0.7 * NormalQuantile.of(random.nextDouble());
      second[i] = values[i] + 0.7 * NormalQuantile.of(random.nextDouble());
      mean[i] = (first[i] + second[i]) / 2;
    }
    NoiseCeiling ceiling = NoiseCeiling.of(List.of(first, second), new Bootstrap(5, 0.5), random());
    assertThat(ceiling.ceiling())
        .isCloseTo(SpearmanCorrelation.of(values, mean), within(0.015))
        .isBetween(0.85, 0.92);
  }

  @Test
  void of_reliability_hasAnInterval() {
    double[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] b = {2, 1, 4, 3, 5, 7, 6, 8, 10, 9};
    Interval reliability = of(a, b).reliability();
    assertThat(reliability.isBounded()).isTrue();
    assertThat(reliability.low()).isBetween(0.0, reliability.value());
  }

  @Test
  void of_seedsThatDisagree_isZero() {
    NoiseCeiling ceiling = of(new double[] {1, 2, 3, 4}, new double[] {4, 3, 2, 1});
    assertThat(ceiling.reliability().value()).isEqualTo(-1);
    assertThat(ceiling.ceiling()).isZero();
  }

  @Test
  void of_oneSeed_isUndefined() {
    assertThat(of(new double[] {1, 2, 3, 4})).isEqualTo(NoiseCeiling.UNDEFINED);
    assertThat(NoiseCeiling.of(List.of(), BOOTSTRAP, random())).isEqualTo(NoiseCeiling.UNDEFINED);
  }

  @Test
  void of_constantSeed_isUndefined() {
    NoiseCeiling ceiling = of(new double[] {1, 2, 3, 4}, new double[4]);
    assertThat(ceiling).isEqualTo(NoiseCeiling.UNDEFINED);
  }

  @Test
  void of_differentLengths_isRejected() {
    assertThatThrownBy(() -> of(new double[3], new double[4]))
        .hasMessage("paired vectors must have the same length, but had 4 and 3");
  }
}
