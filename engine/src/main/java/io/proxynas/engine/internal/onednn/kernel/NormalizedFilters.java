package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.internal.onednn.primitive.FilterBank;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a convolution whose result is then normalised by running statistics, as those of
 * one convolution: with f = γ/√(variance + ε) of each filter, w·f and (b − mean)·f + β. What comes
 * out is the same up to rounding, and a pass over the result is saved.
 */
record NormalizedFilters(
    NetworkState state,
    Operation.Convolution convolution,
    Operation.BatchNormalization normalization)
    implements FilterBank.Source {

  @Override
  public void weights(FloatBuffer into) {
    int filters = normalization.mean().size();
    Parameter weights = convolution.weights();
    float[] normalized = new float[weights.size()];
    int size = normalized.length / filters;
    for (int filter = 0; filter < filters; filter++) {
      float factor = (float) factor(filter);
      for (int i = filter * size; i < (filter + 1) * size; i++) {
        normalized[i] = state.weights()[weights.offset() + i] * factor;
      }
    }
    into.put(0, normalized);
  }

  @Override
  public void bias(FloatBuffer into) {
    for (int filter = 0; filter < normalization.mean().size(); filter++) {
      double bias = value(convolution.bias(), 0, filter);
      double mean = value(normalization.mean(), 0, filter);
      double beta = value(normalization.beta(), normalization.lockedBeta(), filter);
      into.put(filter, (float) ((bias - mean) * factor(filter) + beta));
    }
  }

  private double factor(int filter) {
    double gamma = value(normalization.gamma(), normalization.lockedGamma(), filter);
    double variance = value(normalization.variance(), 0, filter);
    return gamma / Math.sqrt(variance + normalization.epsilon());
  }

  private float value(@Nullable Parameter parameter, float without, int index) {
    return parameter == null ? without : state.weights()[parameter.offset() + index];
  }
}
