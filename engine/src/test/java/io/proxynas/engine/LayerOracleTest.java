package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers of DL4J, one after another in a {@code MultiLayerConfiguration}, against DL4J. */
@OnEachBackend
class LayerOracleTest {

  @Parameter Backend backend;

  static final ImageShape SHAPE = new ImageShape(3, 9, 8);

  private static final Map<String, List<Layer>> STACKS = stacks();

  private static ConvolutionLayer.Builder convolution(int height, int width) {
    return new ConvolutionLayer.Builder(height, width).nOut(16).activation(Activation.TANH);
  }

  private static ConvolutionLayer stem() {
    return convolution(3, 3).convolutionMode(ConvolutionMode.Same).build();
  }

  private static DenseLayer dense(int out, Activation activation) {
    return new DenseLayer.Builder().nOut(out).activation(activation).build();
  }

  private static OutputLayer output(LossFunction loss, Activation activation) {
    return new OutputLayer.Builder(loss).nOut(OracleCase.CLASSES).activation(activation).build();
  }

  private static OutputLayer softmax() {
    return output(LossFunction.MCXENT, Activation.SOFTMAX);
  }

  private static Map<String, List<Layer>> stacks() {
    Map<String, List<Layer>> stacks = new LinkedHashMap<>();
    addConvolutions(stacks);
    addPoolings(stacks);
    addActivations(stacks);
    stacks.put(
        "dense without bias",
        List.of(
            new DenseLayer.Builder().nOut(10).hasBias(false).activation(Activation.RELU).build(),
            softmax()));
    stacks.put(
        "batch norm after dense",
        List.of(
            dense(16, Activation.IDENTITY),
            new BatchNormalization(),
            dense(6, Activation.RELU),
            new BatchNormalization(),
            new ActivationLayer(Activation.RELU),
            softmax()));
    stacks.put(
        "batch norm whose activation is ignored",
        List.of(
            stem(),
            new BatchNormalization.Builder().activation(Activation.SIGMOID).build(),
            softmax()));
    stacks.put(
        "batch norm with locked gamma and beta",
        List.of(
            stem(),
            new BatchNormalization.Builder().lockGammaBeta(true).gamma(0.5).beta(0.25).build(),
            softmax()));
    stacks.put(
        "batch norm of variances",
        List.of(stem(), new BatchNormalization.Builder().useLogStd(false).build(), softmax()));
    stacks.put(
        "zero padding",
        List.of(new ZeroPaddingLayer(1, 2, 3, 0), stem(), new ZeroPaddingLayer(2, 2), softmax()));
    // A sigmoid makes 0.5 of the frame of zeros, which is written once only.
    stacks.put(
        "zero padding before a sigmoid",
        List.of(
            stem(),
            new ZeroPaddingLayer(1, 1),
            new ActivationLayer(Activation.SIGMOID),
            softmax()));
    stacks.put("hidden softmax", List.of(dense(16, Activation.SOFTMAX), softmax()));
    stacks.put(
        "loss layer",
        List.of(
            dense(OracleCase.CLASSES, Activation.IDENTITY),
            new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build()));
    for (Activation link :
        List.of(Activation.IDENTITY, Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX)) {
      stacks.put(
          "MSE after " + link, List.of(dense(10, Activation.TANH), output(LossFunction.MSE, link)));
    }
    stacks.put(
        "negative log likelihood",
        List.of(
            dense(10, Activation.TANH),
            output(LossFunction.NEGATIVELOGLIKELIHOOD, Activation.SOFTMAX)));
    return stacks;
  }

  private static void addConvolutions(Map<String, List<Layer>> stacks) {
    stacks.put(
        "kernel 5x2, stride 2x1", List.of(convolution(5, 2).stride(2, 1).build(), softmax()));
    stacks.put(
        "strict, stride 3x2, wide padding",
        List.of(
            convolution(3, 2)
                .stride(3, 2)
                .padding(3, 2)
                .convolutionMode(ConvolutionMode.Strict)
                .build(),
            softmax()));
    stacks.put(
        "same, stride 2",
        List.of(
            convolution(3, 4).stride(2, 2).convolutionMode(ConvolutionMode.Same).build(),
            softmax()));
    stacks.put(
        "dilation 2x3",
        List.of(stem(), convolution(3, 2).dilation(2, 3).padding(2, 1).build(), softmax()));
    stacks.put(
        "dilation, same",
        List.of(
            stem(),
            convolution(3, 3).dilation(2, 2).convolutionMode(ConvolutionMode.Same).build(),
            softmax()));
    stacks.put(
        "convolution without bias",
        List.of(stem(), convolution(3, 3).hasBias(false).build(), softmax()));
    for (int[] widths : new int[][] {{8, 22}, {4, 22}, {11, 13}, {8, 16}, {24, 5}}) {
      addPair(stacks, widths[0], widths[1]);
    }
    for (int width : new int[] {16, 8, 5}) {
      for (int multiplier : new int[] {1, 2}) {
        addDepthwise(stacks, width, multiplier);
      }
    }
  }

  /** Channels that fill no blocks, or blocks of different widths. */
  private static void addPair(Map<String, List<Layer>> stacks, int first, int second) {
    for (int stride : new int[] {1, 2}) {
      stacks.put(
          "%d to %d channels, kernel 5, stride %d".formatted(first, second, stride),
          List.of(
              convolution(3, 3).nOut(first).convolutionMode(ConvolutionMode.Same).build(),
              convolution(5, 5).nOut(second).stride(stride, stride).build(),
              new BatchNormalization(),
              new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(1, 1).build(),
              softmax()));
    }
  }

  private static void addDepthwise(Map<String, List<Layer>> stacks, int width, int multiplier) {
    ConvolutionLayer first =
        convolution(3, 3).nOut(width).convolutionMode(ConvolutionMode.Same).build();
    boolean biased = multiplier == 1;
    stacks.put(
        "depthwise %d x %d".formatted(width, multiplier),
        List.of(
            first,
            new DepthwiseConvolution2D.Builder(3, 3)
                .depthMultiplier(multiplier)
                .nOut(width * multiplier)
                .stride(2, 1)
                .padding(1, 1)
                .hasBias(biased)
                .activation(Activation.RELU)
                .build(),
            softmax()));
    stacks.put(
        "separable %d x %d".formatted(width, multiplier),
        List.of(
            first,
            new SeparableConvolution2D.Builder(3, 2)
                .depthMultiplier(multiplier)
                .nOut(7)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(biased)
                .activation(Activation.TANH)
                .build(),
            softmax()));
  }

  private static void addPoolings(Map<String, List<Layer>> stacks) {
    for (PoolingType type : new PoolingType[] {PoolingType.MAX, PoolingType.AVG}) {
      stacks.put("global " + type, List.of(stem(), new GlobalPoolingLayer(type), softmax()));
      for (ConvolutionMode mode : new ConvolutionMode[] {null, ConvolutionMode.Same}) {
        SubsamplingLayer.Builder builder =
            new SubsamplingLayer.Builder(type).kernelSize(3, 2).stride(2, 2);
        if (mode != null) {
          builder.convolutionMode(mode);
        }
        stacks.put("pooling " + type + " " + mode, List.of(stem(), builder.build(), softmax()));
      }
      stacks.put(
          "pooling with padding " + type,
          List.of(
              stem(),
              new SubsamplingLayer.Builder(type)
                  .kernelSize(3, 3)
                  .stride(2, 1)
                  .padding(1, 1)
                  .build(),
              softmax()));
    }
    stacks.put(
        "global SUM",
        List.of(
            convolution(5, 5).stride(3, 3).build(),
            new GlobalPoolingLayer(PoolingType.SUM),
            softmax()));
    stacks.put(
        "average that counts padding",
        List.of(
            stem(),
            new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(3, 3)
                .stride(2, 2)
                .padding(1, 1)
                .avgPoolIncludePadInDivisor(true)
                .build(),
            softmax()));
    stacks.put(
        "max with dilation",
        List.of(
            stem(),
            new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(1, 1)
                .dilation(2, 3)
                .build(),
            softmax()));
  }

  private static void addActivations(Map<String, List<Layer>> stacks) {
    List<IActivation> functions =
        List.of(
            new ActivationLReLU(0.3),
            new ActivationLReLU(-0.2),
            new ActivationELU(),
            new ActivationReLU6(),
            new ActivationReLU(0.8, 0.0, 0.0),
            new ActivationGELU(false),
            Activation.SWISH.getActivationFunction(),
            Activation.TANH.getActivationFunction(),
            Activation.SIGMOID.getActivationFunction(),
            Activation.RELU.getActivationFunction(),
            Activation.IDENTITY.getActivationFunction());
    for (int i = 0; i < functions.size(); i++) {
      ConvolutionLayer layer = stem();
      layer.setActivationFn(functions.get(i));
      // Two in a row: the second must not overwrite what the first one's gradient needs.
      stacks.put(
          i + " " + functions.get(i),
          List.of(layer, new ActivationLayer(functions.get(i)), softmax()));
    }
  }

  static Set<String> names() {
    return STACKS.keySet();
  }

  static MultiLayerConfiguration configuration(String name) {
    return configuration(STACKS.get(name), images());
  }

  private static MultiLayerConfiguration configuration(List<Layer> layers, InputType input) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .weightInit(WeightInit.XAVIER)
            .updater(new Sgd(OracleCase.RATE))
            .list();
    for (Layer layer : layers) {
      list.layer(layer.clone());
    }
    return list.setInputType(input).build();
  }

  private static InputType images() {
    return InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels());
  }

  @ParameterizedTest
  @MethodSource("names")
  void train_asDl4j(String name) {
    OracleCase.of(configuration(name), SHAPE, false, backend).check(3);
  }

  @Test
  void train_softLabels_asDl4j() {
    List<Layer> layers = List.of(stem(), softmax());
    OracleCase.of(configuration(layers, images()), SHAPE, false, backend).checkSoft(3);
  }

  @Test
  void train_softTargetsOfSquaredError_asDl4j() {
    List<Layer> layers = List.of(stem(), output(LossFunction.MSE, Activation.SIGMOID));
    OracleCase.of(configuration(layers, images()), SHAPE, false, backend).checkSoft(3);
  }

  /**
   * DL4J's own gradients of ELU with α other than 1 and of the precise GELU are wrong: they do not
   * agree with differences of its own outputs. So they are not asked here.
   */
  @ParameterizedTest
  @MethodSource("functionsWithoutOracle")
  void pixelGradient_asFiniteDifferences(IActivation function) {
    try (Network network = Network.compile(configuration(function), SHAPE, backend)) {
      network.initializeAsDl4j();
      FiniteDifferences.checkPixelGradient(network, SHAPE);
    }
  }

  static MultiLayerConfiguration configuration(IActivation function) {
    ConvolutionLayer layer = stem();
    layer.setActivationFn(function);
    return configuration(List.of(layer, softmax()), images());
  }

  static List<IActivation> functionsWithoutOracle() {
    return List.of(new ActivationELU(0.7), new ActivationGELU(true));
  }

  @Test
  void train_flatImages_asDl4j() {
    InputType flat = InputType.convolutionalFlat(SHAPE.height(), SHAPE.width(), SHAPE.channels());
    OracleCase.of(configuration(List.of(stem(), softmax()), flat), SHAPE, true, backend).check(3);
  }

  @Test
  void train_imagesOutOfVectors_asDl4j() {
    OracleCase.of(imagesOutOfVectors(), SHAPE, false, backend).check(3);
  }

  static MultiLayerConfiguration imagesOutOfVectors() {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .weightInit(WeightInit.XAVIER)
        .updater(new Sgd(OracleCase.RATE))
        .list()
        .layer(dense(2 * 16 * 5 * 3, Activation.TANH))
        .layer(convolution(3, 3).nIn(32).build())
        .layer(new BatchNormalization())
        .layer(softmax())
        .inputPreProcessor(1, new FeedForwardToCnnPreProcessor(5, 3, 32))
        .setInputType(images())
        .build();
  }

  @Test
  void train_preprocessorsInTurn_asDl4j() {
    OracleCase.of(preprocessorsInTurn(), SHAPE, false, backend).check(3);
  }

  static MultiLayerConfiguration preprocessorsInTurn() {
    InputPreProcessor there = new CnnToFeedForwardPreProcessor(7, 6, 16);
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .weightInit(WeightInit.XAVIER)
        .updater(new Sgd(OracleCase.RATE))
        .list()
        .layer(convolution(3, 3).build())
        .layer(convolution(3, 3).nIn(32).build())
        .layer(softmax())
        .inputPreProcessor(
            1, new ComposableInputPreProcessor(there, new FeedForwardToCnnPreProcessor(3, 7, 32)))
        .setInputType(images())
        .build();
  }

  @Test
  void train_imagesOfWholeBlocks_asDl4j() {
    ImageShape wide = new ImageShape(16, 5, 6);
    List<Layer> layers = List.of(new BatchNormalization(), stem(), softmax());
    InputType input = InputType.convolutional(wide.height(), wide.width(), wide.channels());
    OracleCase.of(configuration(layers, input), wide, false, backend).check(3);
  }
}
