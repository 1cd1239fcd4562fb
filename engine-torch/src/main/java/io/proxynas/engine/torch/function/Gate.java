package io.proxynas.engine.torch.function;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * ReLU as a product with its slopes, 1 or α, which can be held: then a value keeps the slope of an
 * earlier forward pass, whatever its sign has become. Held, the network is smooth in its weights.
 */
final class Gate implements TensorFunction {

  private final Scalar one = new Scalar(1f);
  private final Scalar alpha;
  private @Nullable Tensor slopes;
  private boolean held;

  Gate(float alpha) {
    this.alpha = new Scalar(alpha);
  }

  @Override
  public void holdGates(boolean hold) {
    held = hold;
  }

  @Override
  public Tensor apply(List<Tensor> inputs) {
    Tensor input = inputs.get(0);
    Tensor factors = slopes;
    if (!held || factors == null) {
      close();
      factors = torch.where(input.gt(new Scalar(0f)), one, alpha).retainReference();
      slopes = factors;
    }
    return input.mul(factors);
  }

  @Override
  public void close() {
    if (slopes != null) {
      slopes.close();
      slopes = null;
    }
  }
}
