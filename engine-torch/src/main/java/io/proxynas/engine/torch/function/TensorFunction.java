package io.proxynas.engine.torch.function;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** An operation as libtorch computes it; libtorch remembers how for the backward pass. */
@FunctionalInterface
public interface TensorFunction extends AutoCloseable {

  /** The value, a tensor of its own that the caller frees with its scope. */
  Tensor apply(List<Tensor> inputs);

  /** Lets ReLUs keep the slopes of the last forward pass, or take them anew. */
  default void holdGates(boolean hold) {}

  /** Frees what was kept between passes. */
  @Override
  default void close() {}
}
