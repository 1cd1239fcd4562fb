package io.proxynas.train;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network of the engine.
 *
 * @param network owned
 */
record EngineLearner(Network network) implements Learner {

  /**
   * With fresh weights.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer
   */
  static EngineLearner of(
      ComputationGraphConfiguration configuration, ImageShape shape, Seed seed) {
    Network network = Network.compile(configuration, shape);
    network.initialize(seed.child("weights").generator());
    return new EngineLearner(network);
  }

  @Override
  public TrainedBy trainedBy() {
    return TrainedBy.ENGINE;
  }

  @Override
  public ImageShape shape() {
    return network.input();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public long flops() {
    return network.flops();
  }

  @Override
  public double train(float[] images, int[] labels, int from, int count, Sgd sgd) {
    return network.train(images, labels, from, count, sgd);
  }

  @Override
  public void infer(float[] images, int count, float[] into) {
    network.infer(images, count, into);
  }

  @Override
  public ComputationGraph toDl4j() {
    return network.toDl4j();
  }

  @Override
  public void close() {
    network.close();
  }
}
