package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.graph.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gradients of the loss that change nothing: of the weights, of the pixels, and mixed. */
@OnEachBackend
class GradientsTest {

  @org.junit.jupiter.params.Parameter Backend backend;

  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
  private static final int CLASSES = 3;
  private static final int COUNT = 4;
  private static final int[] LABELS = {0, 1, 2, 1};
  private final float[] images = OracleCase.gaussian(new Seed(3).generator(), 4 * SHAPE.size());

  private Network network(Activation activation, Normalization normalization) {
    ConvNet net = new ConvNet(2, 8, activation, normalization, Pooling.AVERAGE);
    Network network = Network.compile(net.configuration(SHAPE, CLASSES, 1), SHAPE, backend);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private static float[] parameters(Network network) {
    float[] values = new float[(int) network.parameters()];
    network.readParameters(values);
    return values;
  }

  @Test
  void layout_convNet_namesEveryTrainedTensorInOrder() {
    try (Network network = network(Activation.RELU, Normalization.BATCH)) {
      int offset = 0;
      for (Parameter parameter : network.layout()) {
        assertThat(parameter.offset()).isEqualTo(offset);
        offset += parameter.size();
      }
      assertThat(offset).isEqualTo((int) network.parameters());
      assertThat(network.layout().get(0).shape()).containsExactly(8, 1, 3, 3);
      assertThat(network.layout()).extracting(Parameter::layer).contains("convolution1");
    }
  }

  @Test
  void writeParameters_ofAnotherNetwork_makesThemEqual() {
    try (Network one = network(Activation.RELU, Normalization.INSTANCE);
        Network two = network(Activation.RELU, Normalization.INSTANCE)) {
      two.initialize(new Seed(2).generator());
      float[] first = new float[COUNT * CLASSES];
      float[] second = new float[COUNT * CLASSES];
      two.infer(images, COUNT, second);
      one.infer(images, COUNT, first);
      assertThat(second).isNotEqualTo(first);

      two.writeParameters(parameters(one));

      two.infer(images, COUNT, second);
      assertThat(second).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void weightGradient_isTheStepThatTrainingTakes(Normalization normalization) {
    try (Network network = network(Activation.RELU, normalization)) {
      float[] before = parameters(network);
      float[] gradient = new float[before.length];

      double loss = network.weightGradient(images, LABELS, COUNT, gradient);

      assertThat(parameters(network)).isEqualTo(before);
      assertThat(network.train(images, LABELS, 0, COUNT, new Sgd(1, 0, 0))).isEqualTo(loss);
      float[] after = parameters(network);
      for (int i = 0; i < before.length; i++) {
        assertThat(before[i] - after[i]).isCloseTo(gradient[i], within(1e-5f));
      }
    }
  }

  @Test
  void weightGradient_oneImage_isThatOfTwoEqualOnes() {
    try (Network network = network(Activation.RELU, Normalization.INSTANCE)) {
      float[] one = new float[(int) network.parameters()];
      float[] two = new float[one.length];
      float[] twice = new float[2 * SHAPE.size()];
      System.arraycopy(images, 0, twice, 0, SHAPE.size());
      System.arraycopy(images, 0, twice, SHAPE.size(), SHAPE.size());

      network.weightGradient(images, LABELS, 1, one);
      network.weightGradient(twice, new int[] {LABELS[0], LABELS[0]}, 2, two);

      assertThat(one).containsExactly(two, within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void lossPixelGradient_isThatOfDifferences(Normalization normalization) {
    try (Network network = network(Activation.SIGMOID, normalization)) {
      float[] gradient = new float[images.length];
      float[] unused = new float[images.length];
      double loss = network.lossPixelGradient(images, LABELS, COUNT, gradient);
      assertThat(network.weightGradient(images, LABELS, COUNT, new float[10_000])).isEqualTo(loss);
      // Along the gradient, where the loss changes most and rounding matters least.
      double length = norm(gradient);
      float step = (float) (0.05 / length);
      double above = network.lossPixelGradient(moved(gradient, step), LABELS, COUNT, unused);
      double below = network.lossPixelGradient(moved(gradient, -step), LABELS, COUNT, unused);
      // The losses are sums, the gradient that of the mean.
      assertThat((above - below) / COUNT / 0.1).isCloseTo(length, within(0.02 * length));
    }
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void outputPixelGradient_isThatOfDifferences(Normalization normalization) {
    // Summed over images, batch normalisation's outputs hardly change with the pixels: sigmoid.
    try (Network network = network(Activation.SIGMOID, normalization)) {
      float[] gradient = new float[images.length];
      network.outputPixelGradient(images, COUNT, gradient);
      double length = norm(gradient);
      float step = (float) (0.5 / length);
      double above = outputs(network, moved(gradient, step));
      double below = outputs(network, moved(gradient, -step));
      assertThat(above - below).isCloseTo(length, within(0.03 * length));
    }
  }

  /** The sum of all outputs, from the embeddings and the last layer's weights. */
  private static double outputs(Network network, float[] pixels) {
    float[] embeddings = new float[COUNT * network.embeddingSize()];
    network.embed(pixels, 0, COUNT, embeddings, 0);
    float[] all = parameters(network);
    Parameter weights = network.program().weights().reduce((first, second) -> second).orElseThrow();
    double sum = 0;
    for (int i = 0; i < CLASSES * network.embeddingSize(); i++) {
      for (int n = 0; n < COUNT; n++) {
        int place = n * network.embeddingSize() + i % network.embeddingSize();
        sum += (double) all[weights.offset() + i] * embeddings[place];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "LEAKY_RELU"})
  void rectify_lastRelu_givesTheValuesOfTheEmbedding(Activation activation) {
    ConvNet net = new ConvNet(2, 8, activation, Normalization.BATCH, Pooling.NONE);
    try (Network network = Network.compile(net.configuration(SHAPE, CLASSES, 1), SHAPE, backend)) {
      network.initialize(new Seed(1).generator());
      int size = network.embeddingSize();
      float[] embeddings = new float[COUNT * size];
      network.embed(images, 0, COUNT, embeddings, 0);
      List<float[]> heard = new ArrayList<>();

      network.rectify(images, COUNT, heard::add);

      assertThat(heard).hasSize(2);
      for (int n = 0; n < COUNT; n++) { // in any order within an image
        float[] expected = Arrays.copyOfRange(embeddings, n * size, (n + 1) * size);
        float[] actual = Arrays.copyOfRange(heard.get(1), n * size, (n + 1) * size);
        Arrays.sort(expected);
        Arrays.sort(actual);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @Test
  void rectify_noRelu_tellsNothing() {
    try (Network network = network(Activation.SIGMOID, Normalization.BATCH)) {
      network.rectify(images, COUNT, values -> fail("no ReLU"));
    }
  }

  private float[] moved(float[] direction, float step) {
    float[] result = images.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += step * direction[i];
    }
    return result;
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void mixedDerivative_isThatOfDifferencesOfTheWeightGradient(Normalization normalization) {
    try (Network network = network(Activation.SIGMOID, normalization)) {
      float[] before = parameters(network);
      float[] direction = OracleCase.gaussian(new Seed(5).generator(), before.length);
      float[] mixed = new float[images.length];

      new MixedDerivative(network, COUNT).along(direction, images, LABELS, COUNT, mixed);

      assertThat(parameters(network)).isEqualTo(before);
      double length = norm(mixed);
      float step = (float) (0.05 / length);
      double above = product(network, moved(mixed, step), direction);
      double below = product(network, moved(mixed, -step), direction);
      assertThat((above - below) / 0.1).isCloseTo(length, within(0.02 * length));
    }
  }

  private static double product(Network network, float[] images, float[] direction) {
    float[] gradient = new float[direction.length];
    network.weightGradient(images, LABELS, COUNT, gradient);
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      sum += (double) gradient[i] * direction[i];
    }
    return sum;
  }

  @Test
  void mixedDerivative_noDirection_isZero() {
    try (Network network = network(Activation.RELU, Normalization.INSTANCE)) {
      float[] mixed = OracleCase.gaussian(new Seed(5).generator(), images.length);

      new MixedDerivative(network, COUNT)
          .along(new float[(int) network.parameters()], images, LABELS, COUNT, mixed);

      assertThat(mixed).containsOnly(0);
    }
  }

  @Test
  void holdGates_released_takesTheSlopesAnew() {
    try (Network network = network(Activation.RELU, Normalization.INSTANCE)) {
      float[] fresh = new float[images.length];
      float[] held = new float[images.length];
      float[] released = new float[images.length];
      float[] others = OracleCase.gaussian(new Seed(8).generator(), images.length);
      network.lossPixelGradient(images, LABELS, COUNT, fresh);

      network.holdGates(others, COUNT);
      network.lossPixelGradient(images, LABELS, COUNT, held);
      network.releaseGates(COUNT);
      network.lossPixelGradient(images, LABELS, COUNT, released);

      assertThat(held).isNotEqualTo(fresh);
      assertThat(released).isEqualTo(fresh);
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
