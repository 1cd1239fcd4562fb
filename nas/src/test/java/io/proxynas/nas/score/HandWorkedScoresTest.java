package io.proxynas.nas.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scores of networks of two pixels, two ReLUs and two outputs, worked by hand. */
class HandWorkedScoresTest {

  private static final ImageShape SHAPE = new ImageShape(1, 1, 2);
  private static final double K = 1e-5;
  private static final double EXACT = 1e-9;
  private static final float[] IDENTITY = {1, 0, 0, 1};
  private static final float[] NO_BIAS = {0, 0};

  private final Network network = Network.compile(new Stack(SHAPE, 1).dense(2).softmax(2), SHAPE);

  @AfterEach
  void close() {
    network.close();
  }

  /** Sets h = ReLU(hidden · x + bias) and logits = output · h. */
  private void set(float[] hidden, float[] bias, float[] output) {
    float[] all = new float[12];
    System.arraycopy(hidden, 0, all, 0, 4);
    System.arraycopy(bias, 0, all, 4, 2);
    System.arraycopy(output, 0, all, 6, 4);
    network.writeParameters(all);
  }

  private static ScoringBatch batch(int[] labels, float... pixels) {
    return new ScoringBatch(pixels, labels, 2);
  }

  @Test
  void naswot_codes10And01And11_isTheLogarithmOf4() {
    set(IDENTITY, NO_BIAS, IDENTITY);
    // K = [[2, 0, 1], [0, 2, 1], [1, 1, 2]]
    double score = new NASWOT().of(network, batch(new int[3], 1, -1, -1, 1, 1, 1));
    assertThat(score).isCloseTo(Math.log(4), within(EXACT));
  }

  @Test
  void naswot_twoImagesOfOneCode_isMinusInfinity() {
    set(IDENTITY, NO_BIAS, IDENTITY);
    double score = new NASWOT().of(network, batch(new int[3], 1, -1, 2, -3, 1, 1));
    assertThat(score).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void naswot_noRelu_isMinusInfinity() {
    try (Network linear = Network.compile(new Stack(SHAPE, 1).softmax(2), SHAPE)) {
      double score = new NASWOT().of(linear, batch(new int[2], 1, -1, -1, 1));
      assertThat(score).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void synFlow_withoutBias_isTheOutputOnceALayer() {
    set(new float[] {1, -2, 3, 4}, NO_BIAS, new float[] {1, -1, 2, 0});
    // |W| · 1 = (3, 7); outputs 3 + 7 and 2 · 3; 16 for each of two layers
    assertThat(new SynFlow().of(network, batch(new int[1], 5, 5))).isCloseTo(32, within(EXACT));
  }

  @Test
  void synFlow_withBias_countsWeightsOnly() {
    set(new float[] {1, -2, 3, 4}, new float[] {-1, 0}, new float[] {1, -1, 2, 0});
    // h = (4, 7), R = 4 + 7 + 8 = 19; the output's weights give 19, the hidden ones 3 · 3 + 1 · 7
    assertThat(new SynFlow().of(network, batch(new int[1], 5, 5))).isCloseTo(35, within(EXACT));
  }

  @Test
  void jacobianCovariance_oppositeGradients_hasEigenvalues0And2() {
    set(IDENTITY, NO_BIAS, new float[] {1, 1, 0, 1});
    // gradients of the outputs' sum (1, 2) and, with the second ReLU at rest, (1, 0): ρ = −1
    double score = new JacobianCovariance().of(network, batch(new int[2], 1, 1, 1, -1));
    double expected = -(Math.log(K) + 1 / K + Math.log(2 + K) + 1 / (2 + K));
    assertThat(score).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
  }

  @Test
  void jacobianCovariance_uncorrelated_isLargest() {
    double none = JacobianCovariance.score(new double[][] {{1, 0}, {0, 1}});
    double some = JacobianCovariance.score(new double[][] {{1, 0.5}, {0.5, 1}});
    assertThat(none).isCloseTo(-2 * (Math.log(1 + K) + 1 / (1 + K)), within(EXACT));
    double expected = Math.log(1.5 + K) + 1 / (1.5 + K) + Math.log(0.5 + K) + 1 / (0.5 + K);
    assertThat(some).isCloseTo(-expected, within(EXACT)).isLessThan(none);
  }

  @Test
  void jacobianCovariance_deadImage_isMinusInfinity() {
    set(IDENTITY, NO_BIAS, new float[] {1, 1, 0, 1});
    double score = new JacobianCovariance().of(network, batch(new int[2], 1, 1, -1, -1));
    assertThat(score).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void epeNas_twoClasses_sumsTheirMagnitudes() {
    set(IDENTITY, NO_BIAS, new float[] {1, 1, 0, 1});
    // class 0 has gradients (1, 2) and (1, 0), ρ = −1; class 1 has one image, ρ = 1 with itself
    double score = new EpeNas().of(network, batch(new int[] {0, 0, 1}, 1, 1, 1, -1, 2, 2));
    assertThat(score).isCloseTo(5 * Math.log(1 + K), within(EXACT));
  }

  @Test
  void epeNas_uncorrelatedImages_addTheLogarithmOfK() {
    double[][] correlations = {{1, 0}, {0, 1}};
    double expected = 2 * Math.log(1 + K) + 2 * Math.log(K);
    assertThat(EpeNas.evaluated(correlations, false)).isCloseTo(expected, within(EXACT));
    assertThat(EpeNas.evaluated(correlations, true)).isCloseTo(expected / 2, within(EXACT));
  }

  @Test
  void epeNas_deadImage_isMinusInfinity() {
    set(IDENTITY, NO_BIAS, new float[] {1, 1, 0, 1});
    double score = new EpeNas().of(network, batch(new int[2], 1, 1, -1, -1));
    assertThat(score).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void gradientNorm_zeroOutputWeights_isThatOfTheOutputLayer() {
    set(IDENTITY, NO_BIAS, new float[4]);
    // p − y = (−½, ½), h = (3, 4): ‖(p − y) hᵀ‖ = 5 / √2; nothing reaches the hidden layer
    double score = new GradientNorm().of(network, batch(new int[1], 3, 4));
    assertThat(score).isCloseTo(5 / Math.sqrt(2), within(1e-6));
  }
}
