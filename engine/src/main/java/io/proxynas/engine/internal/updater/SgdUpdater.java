package io.proxynas.engine.internal.updater;

import java.util.Map;

/** Gradient descent: step = η·g. */
record SgdUpdater(Range range) implements Updater {

  @Override
  public void apply(float[] gradients, double rate, int iteration, int epoch) {
    range.scale(gradients, (float) rate);
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of();
  }
}
