package io.proxynas.engine.updater;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;

/**
 * What a layer's gradients go through before anything else: clipping, or scaling to norm 1.
 *
 * @param mode DL4J's
 * @param threshold of the clipping modes
 * @param parameters of the layer, adjacent
 */
record GradientLimit(GradientNormalization mode, double threshold, List<Range> parameters) {

  /** Stands for a norm of zero, as in DL4J. */
  private static final double SMALLEST_NORM = 1e-5;

  void apply(float[] gradients) {
    switch (mode) {
      case None -> {}
      case RenormalizeL2PerLayer -> renormalize(layer(), gradients);
      case RenormalizeL2PerParamType -> parameters.forEach(range -> renormalize(range, gradients));
      case ClipL2PerLayer -> clip(layer(), gradients);
      case ClipL2PerParamType -> parameters.forEach(range -> clip(range, gradients));
      case ClipElementWiseAbsoluteValue -> clipValues(layer(), gradients);
    }
  }

  private Range layer() {
    return new Range(parameters.get(0).from(), parameters.get(parameters.size() - 1).to());
  }

  private static void renormalize(Range range, float[] gradients) {
    double norm = range.norm(gradients);
    range.scale(gradients, (float) (1 / (norm == 0 ? SMALLEST_NORM : norm)));
  }

  private void clip(Range range, float[] gradients) {
    double norm = range.norm(gradients);
    if (norm > threshold) {
      range.scale(gradients, (float) (threshold / norm));
    }
  }

  private void clipValues(Range range, float[] gradients) {
    float limit = (float) threshold;
    for (int i = range.from(); i < range.to(); i++) {
      gradients[i] = Math.max(-limit, Math.min(limit, gradients[i]));
    }
  }
}
