package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine against DL4J itself: the same configuration, weights and data must give the same
 * predictions and, after steps of plain SGD, the same weights.
 */
@OnEachBackend
class NetworkOracleTest {

  @Parameter Backend backend;

  private static final int CLASSES = 3;
  private static final int BATCH = 5;
  private static final double RATE = 1e-3;

  static List<ConvNet> networks() {
    List<ConvNet> networks = new ArrayList<>();
    for (Normalization normalization : Normalization.values()) {
      for (Activation activation : Activation.values()) {
        for (Pooling pooling : Pooling.values()) {
          networks.add(new ConvNet(2, 8, activation, normalization, pooling));
        }
      }
      networks.add(new ConvNet(1, 16, Activation.RELU, normalization, Pooling.MAX));
      networks.add(new ConvNet(3, 12, Activation.RELU, normalization, Pooling.AVERAGE));
      networks.add(new ConvNet(2, 32, Activation.LEAKY_RELU, normalization, Pooling.AVERAGE));
    }
    return networks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void train_asDl4j(ConvNet architecture) {
    ImageShape shape = shape(architecture);
    ComputationGraphConfiguration configuration = architecture.configuration(shape, CLASSES, 7);
    useSgd(configuration);
    ComputationGraph dl4j = new ComputationGraph(configuration);
    dl4j.init();
    RandomGenerator random = new Seed(3).generator();
    float[] images = new float[BATCH * shape.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    int[] labels = {0, 1, 2, 1, 0};
    INDArray x =
        Nd4j.create(
            images, new long[] {BATCH, shape.channels(), shape.height(), shape.width()}, 'c');
    INDArray y = Nd4j.zeros(BATCH, CLASSES);
    for (int n = 0; n < BATCH; n++) {
      y.putScalar(n, labels[n], 1);
    }
    try (Network network = Network.compile(configuration, shape, backend)) {
      network.load(dl4j);
      for (int step = 0; step < 3; step++) {
        double loss = network.train(images, labels, 0, BATCH, new Sgd(RATE, 0, 0)) / BATCH;
        dl4j.fit(new INDArray[] {x}, new INDArray[] {y});
        assertThat(loss).as("loss of step " + step).isCloseTo(dl4j.score(), within(2e-4));
      }
      INDArray expected = dl4j.params();
      INDArray actual = network.toDl4j().params();
      assertThat(actual.distance2(expected) / expected.norm2Number().doubleValue())
          .as("relative distance of the weights")
          .isLessThan(1e-4);
      float[] probabilities = new float[BATCH * CLASSES];
      network.infer(images, BATCH, probabilities);
      assertThat(probabilities)
          .containsExactly(dl4j.outputSingle(x).data().asFloat(), within(2e-4f));
    }
  }

  /**
   * Odd sizes, colour, and the 28x28 whose first convolution pads by more than its kernel reaches.
   */
  private static ImageShape shape(ConvNet architecture) {
    return switch (architecture.depth()) {
      case 1 -> new ImageShape(1, 28, 28);
      case 2 -> new ImageShape(1, 9, 8);
      default -> new ImageShape(3, 9, 8);
    };
  }

  private static void useSgd(ComputationGraphConfiguration configuration) {
    var sgd = new org.nd4j.linalg.learning.config.Sgd(RATE);
    configuration.getVertices().values().stream()
        .map(v -> ((LayerVertex) v).getLayerConf().getLayer())
        .forEach(
            layer -> {
              if (layer instanceof BaseLayer base) {
                base.setIUpdater(sgd);
                base.setBiasUpdater(null);
              }
            });
  }

  @Test
  void pixelGradient_asFiniteDifferences() {
    ImageShape shape = new ImageShape(1, 9, 8);
    for (Normalization normalization : Normalization.values()) {
      ConvNet architecture = new ConvNet(2, 8, Activation.SIGMOID, normalization, Pooling.AVERAGE);
      try (Network network =
          Network.compile(architecture.configuration(shape, CLASSES, 1), shape, backend)) {
        network.initialize(new Seed(5).generator());
        RandomGenerator random = new Seed(6).generator();
        float[] images = gaussian(random, 3 * shape.size());
        int size = network.embeddingSize();
        float[] direction = gaussian(random, 3 * size);
        float[] embedding = new float[3 * size];
        network.embedForGradient(images, 0, 3, embedding, 0);
        float[] gradient = new float[images.length];
        network.pixelGradient(direction, 0, 3, gradient, 0);
        for (int i = 0; i < images.length; i += 37) {
          float step = 0.05f;
          float saved = images[i];
          images[i] = saved + step;
          network.embed(images, 0, 3, embedding, 0);
          double above = dot(embedding, direction);
          images[i] = saved - step;
          network.embed(images, 0, 3, embedding, 0);
          double below = dot(embedding, direction);
          images[i] = saved;
          assertThat((double) gradient[i])
              .as(normalization + " pixel " + i)
              .isCloseTo((above - below) / (2 * step), within(0.02 * norm(gradient)));
        }
      }
    }
  }

  private static float[] gaussian(RandomGenerator random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double norm(float[] a) {
    return Math.sqrt(dot(a, a) / a.length);
  }
}
