package io.proxynas.benchmarks.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.util.FeatureUtil;

/** One epoch of training by DL4J's own {@code fit} a round, the peer of {@link TrainingEpoch}. */
public final class Dl4jTraining extends Dl4jWork {

  private final List<DataSet> batches = new ArrayList<>();

  /**
   * @param batch images a step; divides {@link TrainingEpoch#IMAGES}
   */
  public Dl4jTraining(Subject subject, int batch) {
    super(subject, subject.configuration(new Nesterovs(0.01, 0.9)));
    for (int from = 0; from < TrainingEpoch.IMAGES; from += batch) {
      int[] labels =
          Arrays.copyOfRange(RandomImages.labels(TrainingEpoch.IMAGES), from, from + batch);
      batches.add(
          new DataSet(images(batch), FeatureUtil.toOutcomeMatrix(labels, RandomImages.CLASSES)));
    }
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
}
