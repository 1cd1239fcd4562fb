package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What follows an operation and is done in its kernel, for nobody else needs the values between:
 * ReLU after a normalisation, and in {@link io.proxynas.engine.backend.Pass#INFER} batch
 * normalisation and an activation after a convolution.
 *
 * @param normalization of the result, or null
 * @param activation of the result, after that, or null
 */
public record Following(
    Operation.@Nullable BatchNormalization normalization,
    Operation.@Nullable Activation activation) {

  /** Nothing follows. */
  public static final Following NOTHING = new Following(null, null);

  public static Following of(Operation.Activation activation) {
    return new Following(null, activation);
  }

  public static Following of(Operation.BatchNormalization normalization) {
    return new Following(normalization, null);
  }

  public static Following of(
      Operation.BatchNormalization normalization, Operation.Activation activation) {
    return new Following(normalization, activation);
  }

  /** The number of operations that follow. */
  public int count() {
    return (normalization == null ? 0 : 1) + (activation == null ? 0 : 1);
  }

  /** After a normalisation: whether it is ReLU that follows. */
  boolean isRelu() {
    return activation != null;
  }
}
