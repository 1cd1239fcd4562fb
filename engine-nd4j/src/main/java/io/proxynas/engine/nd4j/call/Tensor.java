package io.proxynas.engine.nd4j.call;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation of a network, (N, C, H, W) in row-major order: its values and, where a backward
 * pass needs it, the gradient of the loss with respect to them.
 *
 * @param value the values
 * @param gradient the gradient, or null
 */
public record Tensor(INDArray value, @Nullable INDArray gradient) {

  /** The gradient, which must be there. */
  public INDArray requireGradient() {
    if (gradient == null) {
      throw new IllegalStateException("this executable has no backward pass");
    }
    return gradient;
  }

  /** The same values under another shape. */
  public Tensor reshape(long... shape) {
    return new Tensor(
        value.reshape('c', shape), gradient == null ? null : gradient.reshape('c', shape));
  }
}
