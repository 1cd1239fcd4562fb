package io.proxynas.engine.architecture;

import io.proxynas.engine.layer.GroupNormalization;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A DL4J configuration in the making: each layer goes onto the last one. Layers are named by kind
 * and number, as in {@code convolution1}. Weights start uniform in ±1/√fan-in, biases at zero.
 *
 * <p>Every layer must lead to the output: the engine refuses networks with loose ends.
 */
public final class Stack {

  private final ComputationGraphConfiguration.GraphBuilder graph;
  private String top = "image";
  private int layers;

  /**
   * The image alone.
   *
   * @param input shape of one image
   * @param seed DL4J's seed for its own weight initialisation
   */
  public Stack(ImageShape input, long seed) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.UNIFORM)
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs(top)
            .setInputTypes(
                InputType.convolutional(input.height(), input.width(), input.channels()));
  }

  /**
   * What to add to the padding of a first convolution, so that 28x28 images go on as 32x32 ones, as
   * in the authors' program.
   */
  static int padTo32(ImageShape input) {
    return input.height() == 28 && input.width() == 28 ? 2 : 0;
  }

  /** Gives the next layer a number, from which those after it are counted on. */
  Stack numbered(int number) {
    layers = number - 1;
    return this;
  }

  /** The name of the layer on top, to go on from later. */
  public String top() {
    return top;
  }

  /** Goes on from an earlier layer: a branch. */
  public Stack from(String layer) {
    top = layer;
    return this;
  }

  /** A square convolution with bias and stride 1. */
  public Stack convolution(int filters, int kernel, int padding) {
    return convolution(filters, kernel, 1, padding);
  }

  /** A square convolution with bias. */
  public Stack convolution(int filters, int kernel, int stride, int padding) {
    return add("convolution", builder(filters, kernel, padding).stride(stride, stride).build());
  }

  /** A square convolution without bias. */
  public Stack plainConvolution(int filters, int kernel, int stride, int padding) {
    return add(
        "convolution",
        builder(filters, kernel, padding).stride(stride, stride).hasBias(false).build());
  }

  private static ConvolutionLayer.Builder builder(int filters, int kernel, int padding) {
    return new ConvolutionLayer.Builder(kernel, kernel).padding(padding, padding).nOut(filters);
  }

  /**
   * A depthwise convolution without bias: one filter a channel, padded to keep the image's size, or
   * to halve it.
   *
   * @param channels of the values on top
   * @param kernel odd
   * @param stride 1 or 2
   */
  public Stack depthwiseConvolution(int channels, int kernel, int stride) {
    return add(
        "depthwise",
        new DepthwiseConvolution2D.Builder(kernel, kernel)
            .depthMultiplier(1)
            .nOut(channels)
            .stride(stride, stride)
            .padding(kernel / 2, kernel / 2)
            .hasBias(false)
            .build());
  }

  /** Of the values on top; none adds no layer. */
  public Stack normalization(ConvNet.Normalization normalization) {
    return switch (normalization) {
      case NONE -> this;
      case BATCH -> add("normalization", new BatchNormalization());
      case LAYER -> add("normalization", GroupNormalization.layer());
      case INSTANCE -> add("normalization", GroupNormalization.instance());
      case GROUP -> add("normalization", GroupNormalization.group(ConvNet.GROUPS));
    };
  }

  /** The larger of each value and zero. */
  public Stack relu() {
    return activation(Activation.RELU);
  }

  /** A function of each value. */
  public Stack activation(Activation function) {
    return add("activation", new ActivationLayer(function));
  }

  /** The values on top, unchanged, as a layer of its own. */
  public Stack identity() {
    return activation(Activation.IDENTITY);
  }

  /** 2x2 windows, stride 2. */
  public Stack maxPooling() {
    return pooling(PoolingType.MAX);
  }

  /** 2x2 windows, stride 2. */
  public Stack averagePooling() {
    return pooling(PoolingType.AVG);
  }

  private Stack pooling(PoolingType type) {
    return add("pooling", new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build());
  }

  /** 3x3 windows, stride 1; the mean is over the pixels of the image alone, not over padding. */
  public Stack smoothing() {
    return add(
        "pooling",
        new SubsamplingLayer.Builder(PoolingType.AVG)
            .kernelSize(3, 3)
            .stride(1, 1)
            .padding(1, 1)
            .avgPoolIncludePadInDivisor(false)
            .build());
  }

  /** The mean of each channel. */
  public Stack globalAverage() {
    return add("pooling", new GlobalPoolingLayer(PoolingType.AVG));
  }

  /** A dense layer with ReLU. */
  public Stack dense(int outputs) {
    return add("dense", new DenseLayer.Builder().nOut(outputs).activation(Activation.RELU).build());
  }

  /** Adds the values of another layer to those on top. */
  public Stack plus(String other) {
    return elementwise("sum", ElementWiseVertex.Op.Add, top, other);
  }

  /**
   * The sum of layers' values.
   *
   * @param layers different ones of equal shape, at least 1
   */
  public Stack sum(List<String> layers) {
    return layers.size() == 1
        ? from(layers.get(0))
        : elementwise("sum", ElementWiseVertex.Op.Add, layers.toArray(String[]::new));
  }

  /** Zeros in the shape of the values on top: their difference to themselves. */
  public Stack zero() {
    String minuend = top;
    // DL4J gives a layer's value only once to the same vertex.
    return elementwise("zero", ElementWiseVertex.Op.Subtract, minuend, identity().top());
  }

  private Stack elementwise(String kind, ElementWiseVertex.Op operation, String... inputs) {
    String name = next(kind);
    graph.addVertex(name, new ElementWiseVertex(operation), inputs);
    top = name;
    return this;
  }

  /** The whole configuration, ending in a dense softmax layer with multi-class cross-entropy. */
  public ComputationGraphConfiguration softmax(int classes) {
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build(),
            top)
        .setOutputs("output")
        .build();
  }

  private Stack add(String kind, Layer layer) {
    String name = next(kind);
    graph.addLayer(name, layer, top);
    top = name;
    return this;
  }

  private String next(String kind) {
    layers++;
    return kind + layers;
  }
}
