package io.proxynas.benchmarks.work;

import io.proxynas.engine.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predictions by DL4J's own {@code output}, the peer of {@link Inference}. */
public final class Dl4jInference extends Dl4jWork {

  private final int images;
  private final int batch;
  private final INDArray pixels;

  /**
   * @param images a round; a multiple of the batch
   * @param batch images at once
   */
  public Dl4jInference(Subject subject, int images, int batch) {
    super(subject, subject.configuration());
    this.images = images;
    this.batch = batch;
    pixels = images(batch);
  }

  @Override
  public long flops() {
    try (Network ours = subject.compile()) {
      return images * ours.flops();
    }
  }

  /** A few batches; a round takes a minute or more. */
  @Override
  public void warmUp() {
    for (int i = 0; i < 3; i++) {
      predict();
    }
  }

  @Override
  public double round() {
    double sum = 0;
    for (int from = 0; from < images; from += batch) {
      sum += predict();
    }
    return sum;
  }

  private double predict() {
    try (INDArray predictions = network.outputSingle(pixels)) {
      return predictions.getDouble(0, 0);
    }
  }
}
