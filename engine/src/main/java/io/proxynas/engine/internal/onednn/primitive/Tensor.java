package io.proxynas.engine.internal.onednn.primitive;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * An activation of a network: its values and, where a backward pass needs it, the gradient of the
 * loss with respect to them, in one format.
 *
 * @param desc of both
 * @param value the values
 * @param gradient the gradient, or null
 */
public record Tensor(memory.desc desc, memory value, @Nullable memory gradient) {

  /** The gradient, which must be there. */
  public memory requireGradient() {
    if (gradient == null) {
      throw new IllegalStateException("this executable has no backward pass");
    }
    return gradient;
  }
}
