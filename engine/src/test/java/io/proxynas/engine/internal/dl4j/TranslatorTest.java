package io.proxynas.engine.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class TranslatorTest {

  private static final ImageShape SHAPE = new ImageShape(2, 10, 9);

  private static ComputationGraphConfiguration of(Layer layer, Layer output) {
    return build(g -> g.addLayer("first", layer, "image").addLayer("out", output, "first"));
  }

  private static ComputationGraphConfiguration build(UnaryOperator<GraphBuilder> layers) {
    GraphBuilder graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("image");
    return layers
        .apply(graph)
        .setOutputs("out")
        .setInputTypes(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
        .build();
  }

  private static OutputLayer softmax() {
    return output(LossFunction.MCXENT, Activation.SOFTMAX);
  }

  private static OutputLayer output(LossFunction loss, Activation activation) {
    return new OutputLayer.Builder(loss).nOut(3).activation(activation).build();
  }

  private static ConvolutionLayer.Builder convolution() {
    return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.IDENTITY);
  }

  private static void assertRejected(ComputationGraphConfiguration configuration, String message) {
    assertThatThrownBy(() -> Translator.translate(Definition.of(configuration), SHAPE))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining(message);
  }

  @Test
  void translate_convNet_countsParametersAndOperations() {
    ConvNet net =
        new ConvNet(
            3,
            128,
            ConvNet.Activation.RELU,
            ConvNet.Normalization.INSTANCE,
            ConvNet.Pooling.AVERAGE);
    ImageShape shape = new ImageShape(3, 32, 32);

    Program program = Translator.translate(Definition.of(net.configuration(shape, 10, 1)), shape);

    // The authors' ConvNet on CIFAR-10 has 320,010 parameters.
    assertThat(program.trainable()).isEqualTo(320_010);
    assertThat(program.size()).isEqualTo(320_010);
    assertThat(program.shapes().get(program.embedding())).isEqualTo(new ImageShape(128, 4, 4));
    long convolutions = 2L * 9 * (3 * 1024 + 128 * 256 + 128 * 64) * 128;
    assertThat(program.flops()).isBetween(convolutions, convolutions * 103 / 100);
  }

  @Test
  void translate_batchNormalization_keepsRunningStatisticsBehindTheTrainedPart() {
    ConvNet net =
        new ConvNet(
            2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.MAX);

    Program program = Translator.translate(Definition.of(net.configuration(SHAPE, 3, 1)), SHAPE);

    int offset = 0;
    for (Parameter parameter : program.parameters()) {
      assertThat(parameter.offset()).as(parameter.layer() + parameter.key()).isEqualTo(offset);
      offset += parameter.size();
    }
    assertThat(program.size() - program.trainable()).isEqualTo(2 * 2 * 8);
  }

  @Test
  void translate_sameMode_givesTheOddPixelToTheEnd() {
    ConvolutionLayer same =
        convolution().convolutionMode(ConvolutionMode.Same).stride(2, 2).build();

    Program program = Translator.translate(Definition.of(of(same, softmax())), SHAPE);

    Operation.Convolution first = (Operation.Convolution) program.instructions().get(0).operation();
    // Height 10: ⌈10/2⌉ = 5 positions need (5−1)·2+3−10 = 1 row; width 9: 5 need 2 columns.
    assertThat(first.window().rows()).isEqualTo(new Axis(3, 2, 1, 0, 1));
    assertThat(first.window().columns()).isEqualTo(new Axis(3, 2, 1, 1, 1));
    assertThat(program.shapes().get(1)).isEqualTo(new ImageShape(4, 5, 5));
  }

  @Test
  void translate_unknownLayer_namesItAndItsType() {
    assertRejected(
        of(new LocalResponseNormalization(), softmax()),
        "but first is a org.deeplearning4j.nn.conf.layers.LocalResponseNormalization");
  }

  @Test
  void translate_unknownParts_areRejectedByName() {
    assertRejected(
        of(new ActivationLayer(Activation.CUBE), softmax()),
        "first is a org.nd4j.linalg.activations.impl.ActivationCube");
    assertRejected(
        of(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM).pnorm(2).build(),
            softmax()),
        "pooling PNORM");
  }

  @Test
  void translate_unknownSettings_areRejectedByName() {
    assertRejected(
        of(convolution().dropOut(new GaussianDropout(0.5)).build(), softmax()),
        "dropout other than that of a fixed probability, but layer first has it");
    assertRejected(
        of(convolution().constrainWeights(new MaxNormConstraint(1, 1)).build(), softmax()),
        "constraints, but layer first has it, a org.deeplearning4j.nn.conf.layers.ConvolutionLayer");
    assertRejected(
        of(convolution().weightNoise(new DropConnect(0.5)).build(), softmax()),
        "noise of weights, but layer first");
    assertRejected(
        of(new ActivationLayer(Activation.SOFTMAX), softmax()),
        "softmax over images of several pixels, but layer first");
    assertRejected(
        of(new ActivationLayer(new ActivationReLU(1.0, 0.5, 0.0)), softmax()),
        "ReLU with a threshold, but layer first");
    assertRejected(
        of(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG).dilation(2, 2).build(),
            softmax()),
        "average pooling with dilation, but layer first");
    DenseLayer normalized = new DenseLayer.Builder().nOut(4).hasLayerNorm(true).build();
    assertRejected(of(normalized, softmax()), "a dense layer's own normalization");
  }

  @Test
  void translate_unknownLosses_areRejectedByName() {
    assertRejected(
        of(convolution().build(), output(LossFunction.XENT, Activation.SIGMOID)),
        "the loss LossBinaryXENT, only MCXENT and MSE, but layer out has it");
    assertRejected(
        of(convolution().build(), output(LossFunction.MSE, Activation.CUBE)),
        "but layer out has org.nd4j.linalg.activations.impl.ActivationCube");
    OutputLayer weighted =
        new OutputLayer.Builder(new LossMCXENT(Nd4j.ones(3)))
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build();
    assertRejected(of(convolution().build(), weighted), "weights of classes, but layer out");
    assertRejected(
        of(
            convolution().build(),
            new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build()),
        "end in an OutputLayer or LossLayer, but out is a"
            + " org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer");
  }

  @Test
  void translate_unknownVertex_namesItAndItsType() {
    assertRejected(
        build(
            g ->
                g.addLayer("first", convolution().build(), "image")
                    .addVertex("scaled", new ScaleVertex(2), "first")
                    .addLayer("out", softmax(), "scaled")),
        "but scaled is a org.deeplearning4j.nn.conf.graph.ScaleVertex");
  }

  /** DL4J checks shapes, and corrects some settings, where it is told the input type. */
  private static ComputationGraphConfiguration unchecked(UnaryOperator<GraphBuilder> layers) {
    return layers
        .apply(new NeuralNetConfiguration.Builder().graphBuilder().addInputs("image"))
        .setOutputs("out")
        .build();
  }

  @Test
  void translate_elementwiseWorkOnOtherShapes_isRejected() {
    assertRejected(
        unchecked(
            g ->
                g.addLayer("a", convolution().nIn(2).build(), "image")
                    .addLayer("b", convolution().nIn(2).nOut(3).build(), "image")
                    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                    .addLayer("out", softmax(), "sum")),
        "element-wise work on shapes [4x8x7, 3x8x7], but layer sum has it");
  }

  @Test
  void translate_poolingOverOneDirection_isRejected() {
    GlobalPoolingLayer rows =
        new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(2).build();
    assertRejected(
        unchecked(g -> g.addLayer("first", rows, "image").addLayer("out", softmax(), "first")),
        "pooling over [2] instead of height and width, but layer first");
  }

  @Test
  void translate_deadEnds_areRejected() {
    assertRejected(
        build(
            g ->
                g.allowDisconnected(true)
                    .addLayer("first", convolution().build(), "image")
                    .addLayer("dead", convolution().build(), "image")
                    .addLayer("out", softmax(), "first")),
        "whose every layer leads to the output, but only [first, out] do");
  }

  @Test
  void translate_otherShape_isRejected() {
    assertThatThrownBy(
            () ->
                Translator.translate(
                    Definition.of(of(convolution().build(), softmax())), new ImageShape(3, 10, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer first has 2 inputs and gets 3");
  }

  @Test
  void translate_dropout_comesBeforeLayersWithWeightsOnly() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dropOut(0.7)
            .graphBuilder()
            .addInputs("image")
            .addLayer("first", convolution().build(), "image")
            .addLayer("norm", new BatchNormalization(), "first")
            .addLayer("pool", new SubsamplingLayer.Builder().build(), "norm")
            .addLayer("drop", new DropoutLayer(0.4), "pool")
            .addLayer("out", softmax(), "drop")
            .setOutputs("out")
            .setInputTypes(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
            .build();

    assertThat(Translator.translate(Definition.of(configuration), SHAPE).instructions())
        .extracting(step -> step.operation().getClass().getSimpleName())
        .containsExactly(
            "Dropout",
            "Convolution",
            "BatchNormalization",
            "Pooling",
            "Dropout",
            "Dropout",
            "Dense");
  }

  @Test
  void translate_tooManyParameters_isRejected() {
    ConvNet huge =
        new ConvNet(
            32, 4096, ConvNet.Activation.RELU, ConvNet.Normalization.NONE, ConvNet.Pooling.NONE);
    assertRejected(
        huge.configuration(SHAPE, 3, 1),
        "the engine trains networks of at most 1073741824 parameters, but layer convolution9"
            + " brings this one to 1208");
  }

  @Test
  void translate_windowLargerThanTheImage_isRejected() {
    ConvNet deep =
        new ConvNet(5, 8, ConvNet.Activation.RELU, ConvNet.Normalization.NONE, ConvNet.Pooling.MAX);
    assertRejected(
        deep.configuration(SHAPE, 3, 1),
        "a window must fit into its padded image, but layer pooling4 slides 2 pixels over an image of"
            + " 8x1x1");
  }
}
