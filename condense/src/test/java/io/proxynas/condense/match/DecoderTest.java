package io.proxynas.condense.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {

  private static final Decoder QUARTERS = new Decoder(2);

  private static float[] gaussian(int length, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** From 2 to 4 values a, b: a, (3a + b) / 4, (a + 3b) / 4, b. */
  @Test
  void decode_byHand() {
    float[] stored = {
      0, 4, 1, 1, //
      8, 12, 1, 1, //
      0, 0, 4, 0, //
      0, 0, 4, 0
    };
    float[] into = new float[64];
    QUARTERS.decode(stored, 0, 1, new ImageShape(1, 4, 4), into, 0);

    assertThat(Arrays.copyOf(into, 16))
        .containsExactly(0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12);
    assertThat(Arrays.copyOfRange(into, 16, 32)).containsOnly(1);
    assertThat(Arrays.copyOfRange(into, 32, 48)).containsOnly(0);
    assertThat(Arrays.copyOfRange(into, 48, 52)).containsExactly(4, 3, 1, 0);
  }

  @Test
  void adjoint_byHand() {
    float[] gradient = new float[64];
    gradient[1] = 8; // of the first image: row 0 is at the edge, column 1 is 3/4 a + 1/4 b
    gradient[16 + 5] = 16; // of the second: 9/16, 3/16, 3/16, 1/16
    float[] into = new float[32];
    Arrays.fill(into, 5);
    QUARTERS.adjoint(gradient, 0, 1, new ImageShape(1, 4, 4), into, 1);

    assertThat(Arrays.copyOf(into, 16)).containsOnly(5);
    assertThat(Arrays.copyOfRange(into, 16, 32))
        .containsExactly(6, 2, 9, 3, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void decodeAndAdjoint_agreeWithPyTorch() throws IOException {
    BeyondGolden.Mosaic golden = BeyondGolden.read().decoder();
    ImageShape shape = new ImageShape(2, 6, 8);
    float[] decoded = new float[golden.decoded().length];
    QUARTERS.decode(golden.stored(), 0, 2, shape, decoded, 0);
    float[] gradient = new float[golden.stored().length];
    QUARTERS.adjoint(golden.weights(), 0, 2, shape, gradient, 0);

    assertThat(decoded).usingComparatorWithPrecision(1e-5f).containsExactly(golden.decoded());
    assertThat(gradient).usingComparatorWithPrecision(1e-5f).containsExactly(golden.gradient());
  }

  /** ⟨decode(x), y⟩ = ⟨x, adjoint(y)⟩; tiles overlap where the factor does not divide the size. */
  @ParameterizedTest
  @CsvSource({"1,4,4,2", "3,5,7,2", "2,9,9,3", "1,28,28,2", "3,1,3,2", "2,5,5,1"})
  void adjoint_isThatOfDecode(int channels, int height, int width, int factor) {
    ImageShape shape = new ImageShape(channels, height, width);
    Decoder decoder = new Decoder(factor);
    float[] x = gaussian(3 * shape.size(), 1);
    float[] y = gaussian((1 + 2 * decoder.imagesEach()) * shape.size(), 2);
    float[] decoded = new float[y.length];
    decoder.decode(x, 1, 2, shape, decoded, 1);
    float[] back = new float[x.length];
    decoder.adjoint(y, 1, 2, shape, back, 1);
    double one = 0;
    double other = 0;
    for (int i = shape.size(); i < y.length; i++) {
      one += (double) decoded[i] * y[i];
    }
    for (int i = shape.size(); i < x.length; i++) {
      other += (double) x[i] * back[i];
    }

    assertThat(other).isCloseTo(one, within(1e-3));
    assertThat(Arrays.copyOf(decoded, shape.size())).containsOnly(0);
  }

  /** Linear, so a difference of any step is the derivative. */
  @Test
  void adjoint_hasTheGradientOfFiniteDifferences() {
    ImageShape shape = new ImageShape(1, 5, 6);
    float[] weights = gaussian(4 * shape.size(), 3);
    float[] gradient = new float[shape.size()];
    QUARTERS.adjoint(weights, 0, 1, shape, gradient, 0);
    for (int p = 0; p < shape.size(); p++) {
      float[] unit = new float[shape.size()];
      unit[p] = 1;
      float[] decoded = new float[weights.length];
      QUARTERS.decode(unit, 0, 1, shape, decoded, 0);
      double difference = 0;
      for (int i = 0; i < weights.length; i++) {
        difference += (double) weights[i] * decoded[i];
      }
      assertThat((double) gradient[p]).as("pixel " + p).isCloseTo(difference, within(1e-5));
    }
  }

  @Test
  void encode_evenSize_writesMeansOfBlocksIntoItsPartAlone() {
    ImageShape shape = new ImageShape(1, 4, 4);
    float[] image = {1, 3, 0, 0, 5, 7, 0, 0, 2, 2, 8, 8, 2, 2, 8, 8};
    float[] into = new float[16];
    Arrays.fill(into, -1);
    QUARTERS.encode(image, 3, 1, shape, into);

    assertThat(into).containsExactly(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 4, 0, -1, -1, 2, 8);
  }

  @Test
  void decode_ofEncodedConstants_givesThemBackInOrder() {
    ImageShape shape = new ImageShape(2, 6, 4);
    float[] stored = new float[shape.size()];
    for (int part = 0; part < 4; part++) {
      float[] image = new float[shape.size()];
      Arrays.fill(image, part + 1);
      QUARTERS.encode(image, part, 1, shape, stored);
    }
    float[] decoded = new float[4 * shape.size()];
    QUARTERS.decode(stored, 0, 1, shape, decoded, 0);

    for (int part = 0; part < 4; part++) {
      assertThat(Arrays.copyOfRange(decoded, part * shape.size(), (part + 1) * shape.size()))
          .containsOnly(part + 1);
    }
  }

  @Test
  void constructor_factorBelowOne_isRejected() {
    assertThatThrownBy(() -> new Decoder(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the mosaic's factor must be at least 1, but was 0");
  }
}
