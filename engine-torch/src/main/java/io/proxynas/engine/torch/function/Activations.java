package io.proxynas.engine.torch.function;

import io.proxynas.engine.graph.Operation.Activation;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of each element. */
final class Activations {

  private Activations() {}

  static TensorFunction of(Activation operation) {
    Scalar alpha = new Scalar(operation.alpha());
    Scalar zero = new Scalar(0f);
    Scalar one = new Scalar(1f);
    return switch (operation.function()) {
      case SIGMOID -> in -> in.get(0).sigmoid();
      case TANH -> in -> in.get(0).tanh();
      case RELU ->
          operation.isRelu()
              ? in -> torch.relu(in.get(0))
              : in -> torch.leaky_relu(in.get(0), alpha);
      case CLIPPED_RELU -> in -> torch.hardtanh(in.get(0), zero, alpha);
      case ELU -> in -> torch.elu(in.get(0), alpha, one, one);
      case SWISH ->
          operation.alpha() == 1 ? in -> torch.silu(in.get(0)) : in -> swish(in.get(0), alpha);
      case GELU -> in -> torch.gelu(in.get(0), "tanh");
    };
  }

  private static Tensor swish(Tensor x, Scalar alpha) {
    return x.mul(x.mul(alpha).sigmoid());
  }
}
