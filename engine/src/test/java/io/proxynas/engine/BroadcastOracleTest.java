package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Element-wise vertices that repeat an input, against DL4J. DL4J allows them in configurations
 * without input types only, where every layer says its inputs.
 */
@OnEachBackend
class BroadcastOracleTest {

  @Parameter Backend backend;

  static final ImageShape SHAPE = new ImageShape(3, 8, 7);

  /**
   * A joint of images with something smaller.
   *
   * @param pixels whether that has a value a pixel (attention), else one a channel (squeeze and
   *     excitation)
   */
  record Joint(ElementWiseVertex.Op operation, int width, boolean pixels) {}

  static List<Joint> joints() {
    return Arrays.stream(ElementWiseVertex.Op.values())
        .flatMap(op -> Stream.of(new Joint(op, 16, false), new Joint(op, 5, false)))
        .toList();
  }

  static List<Joint> all() {
    return Stream.concat(
            joints().stream(), Stream.of(new Joint(ElementWiseVertex.Op.Product, 16, true)))
        .toList();
  }

  static List<Joint> smooth() {
    return all().stream().filter(j -> j.operation() != ElementWiseVertex.Op.Max).toList();
  }

  private static ConvolutionLayer convolution(int in, int out, int kernel, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .convolutionMode(ConvolutionMode.Same)
        .nIn(in)
        .nOut(out)
        .activation(activation)
        .build();
  }

  static ComputationGraphConfiguration configuration(Joint joint) {
    int width = joint.width();
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .weightInit(WeightInit.XAVIER)
            .updater(new Sgd(OracleCase.RATE))
            .graphBuilder()
            .addInputs("image")
            .addLayer("stem", convolution(3, width, 3, Activation.TANH), "image");
    if (joint.pixels()) {
      graph.addLayer("small", convolution(width, 1, 3, Activation.SIGMOID), "stem");
    } else {
      graph
          .addLayer(
              "mean",
              new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build(),
              "stem")
          .addLayer("small", convolution(width, width, 1, Activation.SIGMOID), "mean");
    }
    return graph
        .addVertex("joined", new ElementWiseVertex(joint.operation()), "stem", "small")
        .addLayer("last", convolution(width, 4, 3, Activation.TANH), "joined")
        .addLayer(
            "out",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(4 * SHAPE.height() * SHAPE.width())
                .nOut(OracleCase.CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            new CnnToFeedForwardPreProcessor(SHAPE.height(), SHAPE.width(), 4),
            "last")
        .setOutputs("out")
        .build();
  }

  @ParameterizedTest
  @MethodSource("all")
  void train_asDl4j(Joint joint) {
    OracleCase.of(configuration(joint), SHAPE, backend).check(3);
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void pixelGradient_asFiniteDifferences(Joint joint) {
    try (Network network = Network.compile(configuration(joint), SHAPE, backend)) {
      network.initializeAsDl4j();
      FiniteDifferences.checkPixelGradient(network, SHAPE);
    }
  }
}
