package io.proxynas.benchmarks.work;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Threads;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network that is measured. Every one begins with a 3x3 convolution whose output is 32x32.
 *
 * @param architecture of the network
 * @param input shape of one image
 * @param firstFilters filters of the first convolution
 */
public record Subject(Architecture architecture, ImageShape input, int firstFilters) {

  private static final ImageShape GREY = new ImageShape(1, 28, 28);
  private static final ImageShape COLOUR = new ImageShape(3, 32, 32);

  /** A ConvNet of three blocks on grey images, padded to 32x32. */
  public static Subject convNet(int width, ConvNet.Normalization normalization) {
    ConvNet network =
        new ConvNet(3, width, ConvNet.Activation.RELU, normalization, ConvNet.Pooling.AVERAGE);
    return new Subject(network, GREY, width);
  }

  /** {@link InvertedResidualNet} on images of 3x32x32. */
  public static Subject invertedResidualNet() {
    return new Subject(InvertedResidualNet.SMALL, COLOUR, InvertedResidualNet.SMALL.stem());
  }

  /** The DL4J configuration. */
  public ComputationGraphConfiguration configuration() {
    return architecture.configuration(input, RandomImages.CLASSES, 1);
  }

  /** The DL4J configuration, with this updater in each layer. */
  public ComputationGraphConfiguration configuration(IUpdater updater) {
    ComputationGraphConfiguration configuration = configuration();
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof BaseLayer weighted) {
        weighted.setIUpdater(updater);
      }
    }
    return configuration;
  }

  /** The network, with random weights, on as many threads as {@code OMP_NUM_THREADS} says. */
  public Network compile() {
    String threads = System.getenv().getOrDefault("OMP_NUM_THREADS", "1");
    Network network =
        Network.compile(configuration(), input, new Threads(Integer.parseInt(threads)));
    network.initialize(new Seed(1).child("weights").generator());
    return network;
  }

  /** Floating-point operations of the first convolution's forward pass, for one image. */
  public long firstFlops() {
    return 2L * 9 * input.channels() * firstFilters * 32 * 32;
  }
}
