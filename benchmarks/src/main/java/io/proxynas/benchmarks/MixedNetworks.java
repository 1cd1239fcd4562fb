package io.proxynas.benchmarks;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Networks of mixed shapes, one for each number: half are drawn from {@link ConvNetSpace}, the
 * others are inverted-residual networks and multi-layer perceptrons.
 *
 * @param seed parent of the networks' seeds
 */
record MixedNetworks(Seed seed) {

  static final int CLASSES = 10;

  private static final ConvNetSpace SPACE =
      new ConvNetSpace(List.of(1, 2, 3), List.of(8, 16, 32, 64));
  private static final List<ImageShape> SHAPES =
      List.of(new ImageShape(1, 28, 28), new ImageShape(3, 32, 32), new ImageShape(3, 20, 24));
  private static final List<Integer> BATCHES = List.of(16, 32, 50, 64);

  /**
   * One network and what it is trained on.
   *
   * @param name for messages
   * @param configuration DL4J's
   * @param shape of one image
   * @param batch images a step
   */
  record Candidate(
      String name, ComputationGraphConfiguration configuration, ImageShape shape, int batch) {}

  Candidate get(int number) {
    RandomGenerator random = seed.child(number).generator();
    ImageShape shape = SHAPES.get(random.nextInt(SHAPES.size()));
    int batch = BATCHES.get(random.nextInt(BATCHES.size()));
    return switch (random.nextInt(4)) {
      case 0 -> {
        int width = 8 * (1 + random.nextInt(8));
        int expansion = 2 + random.nextInt(3);
        String name = "mbconv-w" + width + "-e" + expansion;
        yield new Candidate(name, invertedResiduals(shape, width, expansion), shape, batch);
      }
      case 1 -> {
        int width = 10 + random.nextInt(300);
        yield new Candidate("mlp-w" + width, perceptron(shape, width), shape, batch);
      }
      default -> {
        ConvNet net = (ConvNet) SPACE.random(random);
        yield new Candidate(net.id(), net.configuration(shape, CLASSES, 1), shape, batch);
      }
    };
  }

  /** Two inverted-residual blocks (Sandler et al., arXiv 1801.04381, section 3.3). */
  private static ComputationGraphConfiguration invertedResiduals(
      ImageShape shape, int width, int expansion) {
    GraphBuilder graph = graph();
    convolution(graph, "stem", "image", 3, width, Activation.RELU6);
    String last = "stem";
    for (int block = 1; block <= 2; block++) {
      String expanded = "expand" + block;
      String deep = "deep" + block;
      String projected = "project" + block;
      convolution(graph, expanded, last, 1, width * expansion, Activation.RELU6);
      graph
          .addLayer(
              deep + " convolution",
              new DepthwiseConvolution2D.Builder(3, 3)
                  .convolutionMode(ConvolutionMode.Same)
                  .nOut(width * expansion)
                  .depthMultiplier(1)
                  .activation(Activation.IDENTITY)
                  .build(),
              expanded)
          .addLayer(deep + " norm", new BatchNormalization(), deep + " convolution")
          .addLayer(deep, new ActivationLayer(Activation.RELU6), deep + " norm");
      convolution(graph, projected, deep, 1, width, Activation.IDENTITY);
      graph.addVertex(
          "sum" + block, new ElementWiseVertex(ElementWiseVertex.Op.Add), last, projected);
      last = "sum" + block;
    }
    return output(
        graph.addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), last), "pooled", shape);
  }

  private static void convolution(
      GraphBuilder graph, String name, String input, int kernel, int width, Activation activation) {
    graph
        .addLayer(
            name + " convolution",
            new ConvolutionLayer.Builder(kernel, kernel)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(width)
                .activation(Activation.IDENTITY)
                .build(),
            input)
        .addLayer(name + " norm", new BatchNormalization(), name + " convolution")
        .addLayer(name, new ActivationLayer(activation), name + " norm");
  }

  private static ComputationGraphConfiguration perceptron(ImageShape shape, int width) {
    GraphBuilder graph =
        graph()
            .addLayer("hidden1", dense(width), "image")
            .addLayer("dropout", new DropoutLayer(0.8), "hidden1")
            .addLayer("hidden2", dense(width), "dropout");
    return output(graph, "hidden2", shape);
  }

  private static DenseLayer dense(int width) {
    return new DenseLayer.Builder().nOut(width).activation(Activation.RELU).build();
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder().seed(1).graphBuilder().addInputs("image");
  }

  private static ComputationGraphConfiguration output(
      GraphBuilder graph, String last, ImageShape shape) {
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            last)
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(shape.height(), shape.width(), shape.channels()))
        .build();
  }
}
