package io.proxynas.engine.architecture;

import io.proxynas.engine.layer.GroupNormalization;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
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
 */
final class Stack {

  private final ComputationGraphConfiguration.GraphBuilder graph;
  private String top = "image";
  private int layers;

  Stack(ImageShape input, long seed) {
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

  /** The name of the layer on top, to go on from later. */
  String top() {
    return top;
  }

  /** Goes on from an earlier layer: a branch. */
  Stack from(String layer) {
    top = layer;
    return this;
  }

  /** A square convolution with bias and stride 1. */
  Stack convolution(int filters, int kernel, int padding) {
    return add("convolution", builder(filters, kernel, padding).build());
  }

  /** A square convolution without bias. */
  Stack plainConvolution(int filters, int kernel, int stride, int padding) {
    return add(
        "convolution",
        builder(filters, kernel, padding).stride(stride, stride).hasBias(false).build());
  }

  private static ConvolutionLayer.Builder builder(int filters, int kernel, int padding) {
    return new ConvolutionLayer.Builder(kernel, kernel).padding(padding, padding).nOut(filters);
  }

  Stack normalization(ConvNet.Normalization normalization) {
    return switch (normalization) {
      case NONE -> this;
      case BATCH -> add("normalization", new BatchNormalization());
      case LAYER -> add("normalization", GroupNormalization.layer());
      case INSTANCE -> add("normalization", GroupNormalization.instance());
      case GROUP -> add("normalization", GroupNormalization.group(ConvNet.GROUPS));
    };
  }

  Stack relu() {
    return add("activation", new ActivationLayer(Activation.RELU));
  }

  /** 2x2 windows, stride 2. */
  Stack maxPooling() {
    return pooling(PoolingType.MAX);
  }

  /** 2x2 windows, stride 2. */
  Stack averagePooling() {
    return pooling(PoolingType.AVG);
  }

  private Stack pooling(PoolingType type) {
    return add("pooling", new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build());
  }

  /** The mean of each channel. */
  Stack globalAverage() {
    return add("pooling", new GlobalPoolingLayer(PoolingType.AVG));
  }

  /** A dense layer with ReLU. */
  Stack dense(int outputs) {
    return add("dense", new DenseLayer.Builder().nOut(outputs).activation(Activation.RELU).build());
  }

  /** Adds the values of another layer to those on top. */
  Stack plus(String other) {
    String name = next("sum");
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), top, other);
    top = name;
    return this;
  }

  /** The whole configuration, ending in a dense softmax layer with multi-class cross-entropy. */
  ComputationGraphConfiguration softmax(int classes) {
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
