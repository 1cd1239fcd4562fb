package io.proxynas.engine.internal.updater;

import java.util.Map;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980) with the bias correction in the rate, as at the end of
 * section 2 of the paper: step = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε).
 */
final class AdamUpdater implements Updater {

  private final Adam adam;
  private final Range range;
  private final float[] mean;
  private final float[] square;

  AdamUpdater(Adam adam, Range range) {
    this.adam = adam;
    this.range = range;
    mean = new float[range.length()];
    square = new float[range.length()];
  }

  @Override
  public void apply(float[] gradients, double rate, int iteration, int epoch) {
    float beta1 = (float) adam.getBeta1();
    float beta2 = (float) adam.getBeta2();
    float epsilon = (float) adam.getEpsilon();
    double unbiased =
        Math.sqrt(1 - Math.pow(adam.getBeta2(), iteration + 1))
            / (1 - Math.pow(adam.getBeta1(), iteration + 1));
    float unbiasedRate = (float) (rate * unbiased);
    for (int i = 0; i < mean.length; i++) {
      float g = gradients[range.from() + i];
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      square[i] = beta2 * square[i] + (1 - beta2) * g * g;
      gradients[range.from() + i] =
          unbiasedRate * mean[i] / ((float) Math.sqrt(square[i]) + epsilon);
    }
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of("M", mean, "V", square);
  }
}
