package io.proxynas.condense.method;

import io.proxynas.engine.graph.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * The distance between two gradients of the weights (arXiv 2006.05929, equations 9 and 10): over
 * all layers and output units, the sum of
 *
 * <pre>
 *   1 − ⟨s, r⟩ / (‖s‖ ‖r‖ + 10⁻⁶)
 * </pre>
 *
 * for the gradients s and r of everything that enters the unit: (in, height, width) of a
 * convolution's filter, the row of a dense layer. Parameters of one axis, which are biases and the
 * scales and shifts of normalisations, do not count, as in the authors' program.
 */
final class GradientDistance {

  private static final double EPSILON = 1e-6;

  private final List<Parameter> weights;

  /**
   * @param layout of the flat vector of weights
   */
  GradientDistance(List<Parameter> layout) {
    weights = layout.stream().filter(parameter -> parameter.shape().length > 1).toList();
  }

  /**
   * The distance and its derivative.
   *
   * @param synthetic gradient of the weights
   * @param real gradient of the weights
   * @param into receives the derivative with respect to {@code synthetic}
   */
  double derive(float[] synthetic, float[] real, float[] into) {
    Arrays.fill(into, 0);
    double distance = 0;
    for (int p = 0; p < weights.size(); p++) {
      Parameter parameter = weights.get(p);
      int inputs = parameter.fanIn();
      for (int unit = 0; unit < parameter.shape()[0]; unit++) {
        distance += derive(synthetic, real, into, parameter.offset() + unit * inputs, inputs);
      }
    }
    return distance;
  }

  private static double derive(float[] synthetic, float[] real, float[] into, int from, int count) {
    double product = 0;
    double syntheticSquare = 0;
    double realSquare = 0;
    for (int i = from; i < from + count; i++) {
      product += (double) synthetic[i] * real[i];
      syntheticSquare += (double) synthetic[i] * synthetic[i];
      realSquare += (double) real[i] * real[i];
    }
    double syntheticNorm = Math.sqrt(syntheticSquare);
    double realNorm = Math.sqrt(realSquare);
    double norms = syntheticNorm * realNorm + EPSILON;
    // A unit that no synthetic image moves (behind a dead ReLU) is not moved by small changes of
    // the pixels either: its derivative would be huge, and be multiplied by zero.
    if (syntheticSquare > 0) {
      double ofSynthetic = product * realNorm / (norms * norms * syntheticNorm);
      for (int i = from; i < from + count; i++) {
        into[i] = (float) (ofSynthetic * synthetic[i] - real[i] / norms);
      }
    }
    return 1 - product / norms;
  }
}
