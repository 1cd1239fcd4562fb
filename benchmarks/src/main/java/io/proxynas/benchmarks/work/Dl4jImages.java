package io.proxynas.benchmarks.work;

import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J's workloads have in common. */
final class Dl4jImages {

  /** How DL4J names the running statistics of its batch normalisation. */
  private static final List<String> RUNNING = List.of("_mean", "_var", "_log10stdev");

  private Dl4jImages() {}

  /** Random images (count, C, H, W). */
  static INDArray of(ImageShape shape, int count) {
    return Nd4j.createFromArray(RandomImages.pixels(shape, count))
        .reshape(count, shape.channels(), shape.height(), shape.width());
  }

  /** The number of parameters without running means and variances. */
  static long trainedParameters(ComputationGraph network) {
    return network.paramTable().entrySet().stream()
        .filter(entry -> RUNNING.stream().noneMatch(entry.getKey()::endsWith))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }
}
