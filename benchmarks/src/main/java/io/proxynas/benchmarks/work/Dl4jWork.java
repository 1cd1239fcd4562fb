package io.proxynas.benchmarks.work;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Work by DL4J's own network. */
abstract class Dl4jWork implements MeasuredWork {

  /** How DL4J names the running statistics of its batch normalisation. */
  private static final List<String> RUNNING = List.of("_mean", "_var", "_log10stdev");

  final Subject subject;
  final ComputationGraph network;

  Dl4jWork(Subject subject, ComputationGraphConfiguration configuration) {
    this.subject = subject;
    network = new ComputationGraph(configuration);
    network.init();
  }

  /** Random images (count, C, H, W). */
  final INDArray images(int count) {
    return Nd4j.createFromArray(RandomImages.pixels(subject.input(), count))
        .reshape(
            count, subject.input().channels(), subject.input().height(), subject.input().width());
  }

  /** Without running means and variances. */
  @Override
  public final long parameters() {
    return network.paramTable().entrySet().stream()
        .filter(entry -> RUNNING.stream().noneMatch(entry.getKey()::endsWith))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }

  @Override
  public final void close() {
    network.close();
  }
}
