package io.proxynas.condense.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CharacteristicDiscrepancyTest {

  private static final int SIZE = 12;
  private static final int FREQUENCIES = 9;
  private static final int REALS = 8;
  private static final int SYNTHETICS = 5;

  /** Gives the frequencies of a test. */
  private record Given(float[] values, int[] next) implements RandomGenerator {
    Given(float... values) {
      this(values, new int[1]);
    }

    @Override
    public long nextLong() {
      throw new AssertionError("only normal values are drawn");
    }

    @Override
    public double nextGaussian() {
      return values[next[0]++];
    }
  }

  private static CharacteristicDiscrepancy started(
      double amplitude, int size, float[] frequencies, float[] real) {
    CharacteristicDiscrepancy discrepancy =
        new CharacteristicDiscrepancy(frequencies.length / size, amplitude);
    discrepancy.start(size, new Given(frequencies));
    discrepancy.addReal(real, 0, real.length / size);
    discrepancy.startSynthetic();
    return discrepancy;
  }

  private static float[] gaussian(int length, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] values = new float[length];
    IntStream.range(0, length).forEach(i -> values[i] = (float) random.nextGaussian());
    return values;
  }

  /** z is 1 against −1: Φ = exp(it), Φ' = exp(−it), the phase term 4 sin² t. */
  @Test
  void loss_oppositeValues_byHand() {
    CharacteristicDiscrepancy discrepancy =
        started(0.5, 1, new float[] {(float) (Math.PI / 6)}, new float[] {3, 0.1f});
    discrepancy.addSynthetic(new float[] {-7}, 0, 1);

    assertThat(discrepancy.loss()).isCloseTo(Math.sqrt(2) * 0.5, within(1e-6));
  }

  /**
   * Real ±1 has Φ = cos t, synthetic 1 has Φ' = exp(it): amplitudes (1 − cos t)², phases 2 cos t (1
   * − cos t); half of both is sin² t / 2. At π/6 and π/3 the mean is (1/2 + √3/2) / 2√2.
   */
  @Test
  void loss_twoAgainstOne_byHand() {
    CharacteristicDiscrepancy discrepancy =
        started(
            0.5,
            1,
            new float[] {(float) (Math.PI / 6), (float) (Math.PI / 3)},
            new float[] {2, -2});
    float[] synthetic = {5};
    discrepancy.addSynthetic(synthetic, 0, 1);

    assertThat(discrepancy.loss())
        .isCloseTo((0.5 + Math.sqrt(3) / 2) / 2 / Math.sqrt(2), within(1e-6));
    discrepancy.gradient(synthetic, 0, 1);
    assertThat(synthetic[0]).as("a sign does not change by small steps").isZero();
  }

  @Test
  void lossAndGradient_agreeWithPyTorch() throws IOException {
    for (BeyondGolden.Characteristic golden : BeyondGolden.read().characteristic()) {
      CharacteristicDiscrepancy discrepancy =
          started(golden.alpha(), 6, golden.frequencies(), golden.real());
      float[] rows = golden.synthetic().clone();
      discrepancy.addSynthetic(rows, 0, 1);
      discrepancy.addSynthetic(rows, 1, 2);

      assertThat(discrepancy.loss()).isCloseTo(golden.loss(), within(1e-5));
      discrepancy.gradient(rows, 0, 2);
      discrepancy.gradient(rows, 2, 1);
      assertThat(rows).usingComparatorWithPrecision(1e-5f).containsExactly(golden.gradient());
    }
  }

  /** The loss in double precision, written down anew. */
  private static double loss(double alpha, float[] t, double[] real, double[] synthetic) {
    double sum = 0;
    for (int f = 0; f < FREQUENCIES; f++) {
      double[] a = function(t, f, real);
      double[] b = function(t, f, synthetic);
      double normA = Math.hypot(a[0], a[1]);
      double normB = Math.hypot(b[0], b[1]);
      double phase = 2 * (normA * normB - a[0] * b[0] - a[1] * b[1]);
      sum += Math.sqrt(alpha * Math.pow(normA - normB, 2) + (1 - alpha) * phase);
    }
    return sum / FREQUENCIES;
  }

  private static double[] function(float[] t, int f, double[] rows) {
    int count = rows.length / SIZE;
    double[] function = new double[2];
    for (int n = 0; n < count; n++) {
      double angle = 0;
      double square = 0;
      for (int i = 0; i < SIZE; i++) {
        double x = rows[n * SIZE + i];
        angle += x * t[i * FREQUENCIES + f];
        square += x * x;
      }
      function[0] += Math.cos(angle / Math.sqrt(square)) / count;
      function[1] += Math.sin(angle / Math.sqrt(square)) / count;
    }
    return function;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void gradient_hasThatOfFiniteDifferencesInDouble() {
    float[] t = gaussian(SIZE * FREQUENCIES, 1);
    float[] real = gaussian(REALS * SIZE, 2);
    float[] synthetic = gaussian(SYNTHETICS * SIZE, 3);
    for (double alpha : new double[] {0, 0.3, 0.5, 1}) {
      CharacteristicDiscrepancy discrepancy = started(alpha, SIZE, t, real);
      float[] gradient = synthetic.clone();
      discrepancy.addSynthetic(gradient, 0, SYNTHETICS);

      assertThat(discrepancy.loss())
          .isCloseTo(loss(alpha, t, doubles(real), doubles(synthetic)), within(1e-6));
      discrepancy.gradient(gradient, 0, SYNTHETICS);
      for (int i = 0; i < synthetic.length; i++) {
        double[] above = doubles(synthetic);
        double[] below = doubles(synthetic);
        above[i] += 1e-6;
        below[i] -= 1e-6;
        double expected =
            (loss(alpha, t, doubles(real), above) - loss(alpha, t, doubles(real), below)) / 2e-6;
        assertThat((double) gradient[i])
            .isCloseTo(expected, within(1e-6 + 1e-4 * Math.abs(expected)));
      }
    }
  }

  @Test
  void loss_sameEmbeddingsInAnotherOrderAndScale_isZero() {
    float[] real = {1, 2, 3, -4};
    CharacteristicDiscrepancy discrepancy = started(0.5, 2, gaussian(2 * 4, 1), real);
    float[] synthetic = {30, -40, 0.5f, 1};
    discrepancy.addSynthetic(synthetic, 0, 2);

    assertThat(discrepancy.loss()).isCloseTo(0, within(1e-3)); // the root of a rounding error
  }

  /** A dead embedding has no direction; nothing may become NaN. */
  @Test
  void gradient_embeddingOfZeros_isFinite() {
    CharacteristicDiscrepancy discrepancy =
        started(0.5, 2, gaussian(2 * 4, 1), new float[] {1, 2, 3, -4});
    float[] synthetic = {0, 0, 1, 1};
    discrepancy.addSynthetic(synthetic, 0, 2);

    assertThat(discrepancy.loss()).isFinite();
    discrepancy.gradient(synthetic, 0, 2);
    for (float value : synthetic) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void start_again_forgetsAllAndTakesAnotherSize() {
    CharacteristicDiscrepancy discrepancy = started(0.5, 3, gaussian(3, 1), new float[] {1, 2, 3});
    discrepancy.start(1, new Given((float) (Math.PI / 6)));
    discrepancy.addReal(new float[] {1}, 0, 1);
    discrepancy.startSynthetic();
    discrepancy.addSynthetic(new float[] {-1}, 0, 1);

    assertThat(discrepancy.loss()).isCloseTo(Math.sqrt(2) * 0.5, within(1e-6));
  }

  @Test
  void constructor_badSettings_areRejected() {
    assertThatThrownBy(() -> new CharacteristicDiscrepancy(0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of frequencies must be at least 1, but was 0");
    assertThatThrownBy(() -> new CharacteristicDiscrepancy(8, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weight of amplitudes must be in [0, 1], but was 1.5");
  }
}
