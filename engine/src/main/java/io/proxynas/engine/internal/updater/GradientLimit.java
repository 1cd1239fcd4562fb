package io.proxynas.engine.internal.updater;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;

/**
 * What a layer's gradients go through before anything else: clipping, or scaling to norm 1.
 *
 * @param mode DL4J's
 * @param threshold of the clipping modes
 * @param parameters of the layer, apart or joined to one range
 */
record GradientLimit(GradientNormalization mode, double threshold, List<Range> parameters) {

  /** Stands for a norm of zero, as in DL4J. */
  private static final double SMALLEST_NORM = 1e-5;

  /** Joins the parameters where the mode is one of the whole layer. */
  static GradientLimit of(GradientNormalization mode, double threshold, List<Range> parameters) {
    boolean apart =
        mode == GradientNormalization.RenormalizeL2PerParamType
            || mode == GradientNormalization.ClipL2PerParamType;
    Range layer = new Range(parameters.get(0).from(), parameters.get(parameters.size() - 1).to());
    return new GradientLimit(mode, threshold, apart ? parameters : List.of(layer));
  }

  void apply(float[] gradients) {
    for (int i = 0; i < parameters.size(); i++) {
      Range range = parameters.get(i);
      switch (mode) {
        case None -> {}
        case RenormalizeL2PerLayer, RenormalizeL2PerParamType -> renormalize(range, gradients);
        case ClipL2PerLayer, ClipL2PerParamType -> clip(range, gradients);
        case ClipElementWiseAbsoluteValue -> clipValues(range, gradients);
      }
    }
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
