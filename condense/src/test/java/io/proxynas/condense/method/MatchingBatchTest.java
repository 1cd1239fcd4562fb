package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.augment.Transform;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MatchingBatchTest {

  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
  private static final int REAL = 37; // more than one chunk, and not a multiple of it
  private static final int IPC = 3;

  private static Network network() {
    ConvNet net =
        new ConvNet(
            2,
            8,
            ConvNet.Activation.SIGMOID, // smooth, so that finite differences converge
            ConvNet.Normalization.INSTANCE,
            ConvNet.Pooling.AVERAGE);
    Network network = Network.compile(net.configuration(SHAPE, 2, 1), SHAPE);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private static void fill(float[] values, Seed seed) {
    RandomGenerator random = seed.generator();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  @Test
  void match_wholeLoss_hasTheGradientOfFiniteDifferences() {
    try (Network network = network()) {
      MatchingBatch batch = new MatchingBatch(network, SHAPE, REAL, IPC);
      fill(batch.real(), new Seed(2));
      fill(batch.synthetic(), new Seed(3));
      RandomGenerator random = new Seed(4).generator();
      for (int draw = 0; draw < 8; draw++) {
        Transform transform = SiameseAugmentation.ALL.draw(random, SHAPE);
        batch.match(REAL, transform);
        float[] gradient = batch.gradient().clone();
        // Along random directions, which tell more than single pixels and lose less to rounding.
        float[] direction = new float[gradient.length];
        fill(direction, new Seed(5).child(draw));
        double expected = 0;
        for (int i = 0; i < gradient.length; i++) {
          expected += (double) gradient[i] * direction[i];
        }
        float step = 0.01f;
        double above = lossAt(batch, transform, direction, step);
        double below = lossAt(batch, transform, direction, -step);
        double measured = (above - below) / (2 * step);
        assertThat(measured).as("draw " + draw).isCloseTo(expected, within(0.02 * norm(gradient)));
      }
    }
  }

  private static double lossAt(
      MatchingBatch batch, Transform transform, float[] direction, float step) {
    float[] saved = batch.synthetic().clone();
    for (int i = 0; i < direction.length; i++) {
      batch.synthetic()[i] += step * direction[i];
    }
    double loss = batch.match(REAL, transform);
    System.arraycopy(saved, 0, batch.synthetic(), 0, saved.length);
    return loss;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  @Test
  void match_equalImages_hasNoLossAndNoGradient() {
    try (Network network = network()) {
      MatchingBatch batch = new MatchingBatch(network, SHAPE, IPC, IPC);
      fill(batch.real(), new Seed(2));
      System.arraycopy(batch.real(), 0, batch.synthetic(), 0, batch.real().length);

      double loss = batch.match(IPC, Transform.IDENTITY);

      assertThat(loss).isCloseTo(0, within(1e-9));
      assertThat(norm(batch.gradient())).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void match_permutedRealImages_isTheSame() {
    try (Network network = network()) {
      MatchingBatch batch = new MatchingBatch(network, SHAPE, REAL, IPC);
      fill(batch.real(), new Seed(2));
      fill(batch.synthetic(), new Seed(3));
      double loss = batch.match(REAL, Transform.IDENTITY);
      int size = SHAPE.size();
      float[] first = java.util.Arrays.copyOf(batch.real(), size);
      System.arraycopy(batch.real(), 30 * size, batch.real(), 0, size);
      System.arraycopy(first, 0, batch.real(), 30 * size, size);

      assertThat(batch.match(REAL, Transform.IDENTITY)).isCloseTo(loss, within(1e-5 * loss));
    }
  }
}
