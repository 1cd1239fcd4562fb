package io.proxynas.model;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.TrainedNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A trained network of DL4J's to save, whoever trained it.
 *
 * @param graph with its weights
 * @param shape of one image
 * @param classes that it tells apart
 * @param parameters the number of trained values
 * @param flops floating-point operations of one image's forward pass; 0 where they are not known
 */
public record SavedGraph(
    ComputationGraph graph, ImageShape shape, int classes, long parameters, long flops) {

  /** That of a network. */
  static SavedGraph of(TrainedNetwork network) {
    return new SavedGraph(
        network.toDl4j(),
        network.shape(),
        network.classes(),
        network.parameters(),
        network.flops());
  }
}
