package io.proxynas.engine.internal.updater;

import java.util.Map;
import org.nd4j.linalg.learning.config.Sgd;

/** Gradient descent: step = η·g. */
final class SgdUpdater implements Updater {

  private final Sgd sgd;
  private final Range range;

  SgdUpdater(Sgd sgd, Range range) {
    this.sgd = sgd;
    this.range = range;
  }

  @Override
  public void apply(float[] gradients, int iteration, int epoch) {
    range.scale(gradients, (float) learningRate(iteration, epoch));
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of();
  }

  @Override
  public double learningRate(int iteration, int epoch) {
    return sgd.getLearningRate(iteration, epoch);
  }
}
