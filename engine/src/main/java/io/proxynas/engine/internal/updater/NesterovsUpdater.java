package io.proxynas.engine.internal.updater;

import java.util.Map;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Nesterov's momentum as DL4J has it (Bengio et al., arXiv 1212.0901, equation 7): v' = μv − η·g,
 * step = μv − (1 + μ)v'.
 */
final class NesterovsUpdater implements Updater {

  private final Nesterovs nesterovs;
  private final Range range;
  private final float[] velocity;

  NesterovsUpdater(Nesterovs nesterovs, Range range) {
    this.nesterovs = nesterovs;
    this.range = range;
    velocity = new float[range.length()];
  }

  @Override
  public void apply(float[] gradients, double rate, int iteration, int epoch) {
    float momentum = (float) nesterovs.currentMomentum(iteration, epoch);
    float eta = (float) rate;
    for (int i = 0; i < velocity.length; i++) {
      float before = velocity[i];
      float after = momentum * before - eta * gradients[range.from() + i];
      velocity[i] = after;
      gradients[range.from() + i] = momentum * before - (1 + momentum) * after;
    }
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of("V", velocity);
  }
}
