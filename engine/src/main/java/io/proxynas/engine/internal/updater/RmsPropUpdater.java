package io.proxynas.engine.internal.updater;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * RMSProp (Tieleman and Hinton, lecture 6e, 2012): s ← ρs + (1 − ρ)g², step = η·g/(√s + ε). As in
 * DL4J, s starts at ε.
 */
final class RmsPropUpdater implements Updater {

  private final RmsProp rmsProp;
  private final Range range;
  private final float[] square;

  RmsPropUpdater(RmsProp rmsProp, Range range) {
    this.rmsProp = rmsProp;
    this.range = range;
    square = new float[range.length()];
    Arrays.fill(square, (float) rmsProp.getEpsilon());
  }

  @Override
  public void apply(float[] gradients, double rate, int iteration, int epoch) {
    float keep = (float) rmsProp.getRmsDecay();
    float epsilon = (float) rmsProp.getEpsilon();
    float eta = (float) rate;
    for (int i = 0; i < square.length; i++) {
      float g = gradients[range.from() + i];
      square[i] = keep * square[i] + (1 - keep) * g * g;
      gradients[range.from() + i] = eta * g / ((float) Math.sqrt(square[i]) + epsilon);
    }
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of("G", square);
  }
}
