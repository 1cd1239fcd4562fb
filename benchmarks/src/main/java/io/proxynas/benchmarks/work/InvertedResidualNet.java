package io.proxynas.benchmarks.work;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small MobileNetV2 (Sandler et al., CVPR 2018, arXiv 1801.04381, section 3.3): a 3x3 stem, four
 * inverted residual blocks with expansion 3, global average pooling, one dense softmax layer.
 * Convolutions have no bias; each is followed by batch normalisation and, but for the last of a
 * block, by ReLU6.
 */
record InvertedResidualNet() implements Architecture {

  /** Filters of the stem. */
  static final int STEM = 32;

  private static final int EXPANSION = 3;

  @Override
  public String id() {
    return "inverted-residual-net";
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs("image");
    String last = activated(graph, "stem", convolution(STEM, 3, 1), "image");
    last = block(graph, "block1", last, STEM, 64, 2);
    last = block(graph, "block2", last, 64, 64, 1);
    last = block(graph, "block3", last, 64, 128, 2);
    last = block(graph, "block4", last, 128, 128, 1);
    return graph
        .addLayer("pooling", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build(),
            "pooling")
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
        .build();
  }

  /** Expand, filter each channel, project; with a residual where the shapes agree. */
  private static String block(
      GraphBuilder graph, String name, String input, int in, int out, int stride) {
    int middle = EXPANSION * in;
    String expanded = activated(graph, name + "-expand", convolution(middle, 1, 1), input);
    DepthwiseConvolution2D depthwise =
        new DepthwiseConvolution2D.Builder(3, 3)
            .stride(stride, stride)
            .padding(1, 1)
            .depthMultiplier(1)
            .nOut(middle)
            .hasBias(false)
            .build();
    String filtered = activated(graph, name + "-filter", depthwise, expanded);
    String projected = normalized(graph, name + "-project", convolution(out, 1, 1), filtered);
    if (in != out || stride != 1) {
      return projected;
    }
    String sum = name + "-sum";
    graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), input, projected);
    return sum;
  }

  private static String activated(
      GraphBuilder graph, String name, ConvolutionLayer convolution, String input) {
    String activation = name + "-relu6";
    graph.addLayer(
        activation,
        new ActivationLayer(Activation.RELU6),
        normalized(graph, name, convolution, input));
    return activation;
  }

  private static String normalized(
      GraphBuilder graph, String name, ConvolutionLayer convolution, String input) {
    String normalization = name + "-norm";
    graph.addLayer(name, convolution, input);
    graph.addLayer(normalization, new BatchNormalization(), name);
    return normalization;
  }

  private static ConvolutionLayer convolution(int filters, int kernel, int stride) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(kernel / 2, kernel / 2)
        .nOut(filters)
        .hasBias(false)
        .build();
  }
}
