package io.proxynas.benchmarks.soak;

import io.proxynas.benchmarks.work.InvertedResidualNet;
import io.proxynas.benchmarks.work.InvertedResidualNet.Block;
import io.proxynas.benchmarks.work.RandomImages;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Networks of mixed shapes, one for each number: half are drawn from {@link ConvNetSpace}, the
 * others are inverted-residual networks and multi-layer perceptrons.
 *
 * @param seed parent of the networks' seeds
 */
record MixedNetworks(Seed seed) {

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
        Block block = new Block(width, 1);
        yield candidate(
            name, new InvertedResidualNet(width, expansion, List.of(block, block)), shape, batch);
      }
      case 1 -> {
        int width = 10 + random.nextInt(300);
        yield new Candidate("mlp-w" + width, perceptron(shape, width), shape, batch);
      }
      default -> {
        ConvNet net = (ConvNet) SPACE.random(random);
        yield candidate(net.id(), net, shape, batch);
      }
    };
  }

  private static Candidate candidate(
      String name, Architecture network, ImageShape shape, int batch) {
    return new Candidate(name, network.configuration(shape, RandomImages.CLASSES, 1), shape, batch);
  }

  private static ComputationGraphConfiguration perceptron(ImageShape shape, int width) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .graphBuilder()
        .addInputs("image")
        .addLayer("hidden1", dense(width), "image")
        .addLayer("dropout", new DropoutLayer(0.8), "hidden1")
        .addLayer("hidden2", dense(width), "dropout")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(RandomImages.CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            "hidden2")
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(shape.height(), shape.width(), shape.channels()))
        .build();
  }

  private static DenseLayer dense(int width) {
    return new DenseLayer.Builder().nOut(width).activation(Activation.RELU).build();
  }
}
