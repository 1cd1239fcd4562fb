package io.proxynas.benchmarks.work;

import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J's workloads have in common. */
final class Dl4jImages {

  private Dl4jImages() {}

  /** Random images (count, C, H, W). */
  static INDArray of(ImageShape shape, int count) {
    return Nd4j.createFromArray(RandomImages.pixels(shape, count))
        .reshape(count, shape.channels(), shape.height(), shape.width());
  }

  /** The number of parameters without running means and variances. */
  static long trainedParameters(ComputationGraph network) {
    return network.paramTable().entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith("_mean") && !entry.getKey().endsWith("_var"))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }
}
