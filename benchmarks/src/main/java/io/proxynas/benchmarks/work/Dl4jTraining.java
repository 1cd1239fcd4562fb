package io.proxynas.benchmarks.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/** One epoch of training by DL4J's own {@code fit} a round, the peer of {@link TrainingEpoch}. */
public final class Dl4jTraining implements MeasuredWork {

  private final Subject subject;
  private final ComputationGraph network;
  private final List<DataSet> batches = new ArrayList<>();

  /**
   * @param batch images a step; divides {@link TrainingEpoch#IMAGES}
   */
  public Dl4jTraining(Subject subject, int batch) {
    this.subject = subject;
    network = new ComputationGraph(subject.configuration(new Nesterovs(0.01, 0.9)));
    network.init();
    for (int from = 0; from < TrainingEpoch.IMAGES; from += batch) {
      int[] labels =
          Arrays.copyOfRange(RandomImages.labels(TrainingEpoch.IMAGES), from, from + batch);
      batches.add(new DataSet(Dl4jImages.of(subject.input(), batch), oneHot(labels)));
    }
  }

  private static INDArray oneHot(int[] labels) {
    INDArray rows = Nd4j.zeros(labels.length, RandomImages.CLASSES);
    for (int i = 0; i < labels.length; i++) {
      rows.putScalar(i, labels[i], 1);
    }
    return rows;
  }

  @Override
  public long parameters() {
    return Dl4jImages.trainedParameters(network);
  }

  @Override
  public long flops() {
    try (TrainingEpoch ours = new TrainingEpoch(subject, TrainingEpoch.IMAGES)) {
      return ours.flops();
    }
  }

  /** One epoch is as slow as the next. */
  @Override
  public void warmUp() {
    round();
  }

  @Override
  public double round() {
    batches.forEach(network::fit);
    return network.score();
  }

  @Override
  public void close() {
    network.close();
  }
}
