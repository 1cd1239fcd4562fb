package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.layer.GroupNormalization;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The engine, and the project's DL4J layer, against PyTorch where DL4J has no layer or a wrong
 * gradient.
 */
@OnEachBackend
class GoldenTest {

  @Parameter Backend backend;

  private static final int BATCH = Golden.BATCH;
  private static final int CLASSES = 3;
  private static final float TOLERANCE = 2e-5f;

  private static final Map<String, IActivation> FUNCTIONS =
      Map.of(
          "ELU 0.7", new ActivationELU(0.7),
          "ELU 1.5", new ActivationELU(1.5),
          "GELU by tanh", new ActivationGELU(true),
          "GELU by sigmoid", new ActivationGELU(false),
          "Swish", new ActivationSwish());

  static List<Golden.Normalization> normalizations() {
    return Golden.read().normalizations();
  }

  static List<Golden.Activation> activations() {
    return Golden.read().activations();
  }

  private static float[] softmax(float[] logits) {
    float[] values = logits.clone();
    for (int row = 0; row < values.length; row += CLASSES) {
      SoftmaxCrossEntropy.softmax(values, row, CLASSES, 0);
    }
    return values;
  }

  /** A layer, an activation, and a softmax layer whose weights are a wave. */
  private static MultiLayerNetwork dl4j(Layer first, IActivation function, ImageShape shape) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(1))
                .list()
                .layer(first)
                .layer(new ActivationLayer(function))
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(
                    InputType.convolutional(shape.height(), shape.width(), shape.channels()))
                .build());
    network.init();
    float[] linear = Golden.wave(CLASSES * shape.size(), 4, 1 / 8f, 0);
    network
        .getParam("2_W")
        .assign(Nd4j.create(linear, new long[] {CLASSES, shape.size()}, 'c').transpose());
    network.getParam("2_b").assign(0);
    return network;
  }

  private static GroupNormalization layer(Golden.Normalization golden) {
    boolean instance = golden.groups() == golden.shape().channels();
    return instance ? GroupNormalization.instance() : GroupNormalization.group(golden.groups());
  }

  private static MultiLayerNetwork dl4j(Golden.Normalization golden) {
    ImageShape shape = golden.shape();
    IActivation function = golden.relu() ? new ActivationReLU() : new ActivationIdentity();
    MultiLayerNetwork network = dl4j(layer(golden), function, shape);
    int channels = shape.channels();
    network.getParam("0_gamma").assign(Nd4j.createFromArray(Golden.wave(channels, 5, 0.25f, 1)));
    network.getParam("0_beta").assign(Nd4j.createFromArray(Golden.wave(channels, 6, 0.25f, 0)));
    return network;
  }

  private static void checkEmbedding(Network network, ImageShape shape, float[] y, float[] dx) {
    float[] images = Golden.wave(BATCH * shape.size(), 1);
    float[] embedding = new float[images.length];
    float[] gradient = new float[images.length];
    network.embedForGradient(images, 0, BATCH, embedding, 0);
    network.pixelGradient(Golden.wave(images.length, 2), 0, BATCH, gradient, 0);
    assertThat(embedding).as("forward").containsExactly(y, within(TOLERANCE));
    assertThat(gradient).as("gradient of the input").containsExactly(dx, within(5 * TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void normalization_asPyTorch(Golden.Normalization golden) {
    ImageShape shape = golden.shape();
    MultiLayerNetwork dl4j = dl4j(golden);
    try (Network network = Network.compile(dl4j.getLayerWiseConfigurations(), shape, backend)) {
      network.load(dl4j);
      checkEmbedding(network, shape, golden.y(), golden.dx());

      float[] targets = softmax(Golden.wave(BATCH * CLASSES, 3));
      network.train(
          Golden.wave(BATCH * shape.size(), 1),
          targets,
          0,
          BATCH,
          new io.proxynas.engine.Sgd(1, 0, 0));

      // One step of rate 1: what a weight lost is its gradient.
      assertStep(dl4j, network.toMultiLayerNetwork(), "0_gamma", golden.dgamma());
      assertStep(dl4j, network.toMultiLayerNetwork(), "0_beta", golden.dbeta());
    }
  }

  private static void assertStep(
      MultiLayerNetwork before, MultiLayerNetwork after, String parameter, float[] gradient) {
    INDArray step = before.getParam(parameter).sub(after.getParam(parameter));
    assertThat(step.data().asFloat()).as(parameter).containsExactly(gradient, within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void dl4jLayer_asPyTorch(Golden.Normalization golden) {
    ImageShape shape = golden.shape();
    MultiLayerNetwork network = dl4j(golden);
    long[] lengths = {BATCH, shape.channels(), shape.height(), shape.width()};
    INDArray x = Nd4j.create(Golden.wave(BATCH * shape.size(), 1), lengths, 'c');
    float[] targets = softmax(Golden.wave(BATCH * CLASSES, 3));

    float[] y = network.feedForwardToLayer(1, x).get(2).dup('c').data().asFloat();
    network.setInput(x);
    network.setLabels(Nd4j.create(targets, new long[] {BATCH, CLASSES}, 'c'));
    network.computeGradientAndScore();

    assertThat(y).containsExactly(golden.y(), within(TOLERANCE));
    assertGradient(network, "0_gamma", golden.dgamma());
    assertGradient(network, "0_beta", golden.dbeta());
  }

  private static void assertGradient(MultiLayerNetwork network, String name, float[] expected) {
    // DL4J divides by the batch in its updater.
    INDArray gradient = network.gradient().getGradientFor(name).div(BATCH);
    assertThat(gradient.data().asFloat()).as(name).containsExactly(expected, within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activation_asPyTorch(Golden.Activation golden) {
    ImageShape shape = golden.shape();
    IActivation function = FUNCTIONS.get(golden.name());
    MultiLayerNetwork dl4j = dl4j(new ActivationLayer(new ActivationIdentity()), function, shape);
    try (Network network = Network.compile(dl4j.getLayerWiseConfigurations(), shape, backend)) {
      network.load(dl4j);
      checkEmbedding(network, shape, golden.y(), golden.dx());
    }
  }
}
