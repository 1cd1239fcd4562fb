package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.augment.Transform;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradientBatchTest {

  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
  private static final int REAL = 37; // more than one chunk
  private static final int LABEL = 1;

  private static Network network(Activation activation) {
    ConvNet net =
        new ConvNet(2, 8, activation, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);
    Network network = Network.compile(net.configuration(SHAPE, 3, 1), SHAPE);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private static GradientBatch batch(Network network, int imagesPerClass) {
    GradientBatch batch = new GradientBatch(network, SHAPE, REAL, imagesPerClass);
    fill(batch.real(), new Seed(2));
    fill(batch.synthetic(), new Seed(3));
    return batch;
  }

  private static void fill(float[] values, Seed seed) {
    RandomGenerator random = seed.generator();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  /** The slope of the distance itself, along the gradient that is claimed for it. */
  private static double relativeSlopeError(Activation activation, int imagesPerClass, double step) {
    return relativeSlopeError(activation, imagesPerClass, step, 4);
  }

  private static double relativeSlopeError(
      Activation activation, int imagesPerClass, double step, int augmentationSeed) {
    try (Network network = network(activation)) {
      GradientBatch batch = batch(network, imagesPerClass);
      Transform transform =
          SiameseAugmentation.ALL.draw(new Seed(augmentationSeed).generator(), SHAPE);
      batch.match(LABEL, REAL, transform);
      float[] gradient = batch.gradient().clone();
      double square = 0;
      for (float value : gradient) {
        square += (double) value * value;
      }
      double length = Math.sqrt(square);
      double above = distanceAt(batch, transform, gradient, step / length);
      double below = distanceAt(batch, transform, gradient, -step / length);
      return Math.abs((above - below) / (2 * step) / length - 1);
    }
  }

  private static double distanceAt(
      GradientBatch batch, Transform transform, float[] direction, double step) {
    float[] saved = batch.synthetic().clone();
    for (int i = 0; i < direction.length; i++) {
      batch.synthetic()[i] += (float) (step * direction[i]);
    }
    double distance = batch.match(LABEL, REAL, transform);
    System.arraycopy(saved, 0, batch.synthetic(), 0, saved.length);
    return distance;
  }

  @Test
  void match_smoothNetwork_hasTheSlopeOfTheDistanceItself() {
    assertThat(relativeSlopeError(Activation.SIGMOID, 3, 0.03)).isLessThan(2e-3);
  }

  @Test
  void match_moreSyntheticImagesThanAChunk_hasTheSlopeOfTheDistanceItself() {
    assertThat(relativeSlopeError(Activation.SIGMOID, 40, 0.1)).isLessThan(1e-2);
  }

  @Test
  void match_relu_hasTheSlopeOfTheDistanceBetweenItsJumps() {
    // The distance jumps where a ReLU changes its state, which spoils the difference of some draws.
    double[] errors =
        IntStream.range(4, 11)
            .mapToDouble(draw -> relativeSlopeError(Activation.RELU, 3, 1e-3, draw))
            .sorted()
            .toArray();
    assertThat(errors[errors.length / 2]).isLessThan(2e-3);
  }

  @Test
  void match_equalImages_hasNoDistance() {
    try (Network network = network(Activation.RELU)) {
      GradientBatch batch = batch(network, REAL);
      System.arraycopy(batch.real(), 0, batch.synthetic(), 0, batch.real().length);

      assertThat(batch.match(LABEL, REAL, Transform.IDENTITY)).isCloseTo(0, within(2e-2));
    }
  }

  @Test
  void match_any_leavesTheWeightsAsTheyWere() {
    try (Network network = network(Activation.RELU)) {
      float[] before = new float[(int) network.parameters()];
      float[] after = new float[before.length];
      network.readParameters(before);

      batch(network, 3).match(LABEL, REAL, Transform.IDENTITY);

      network.readParameters(after);
      assertThat(after).isEqualTo(before);
    }
  }
}
