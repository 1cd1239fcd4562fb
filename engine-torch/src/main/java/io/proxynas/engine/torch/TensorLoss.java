package io.proxynas.engine.torch;

import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Loss.Measure;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss of a batch's outputs, and its gradient, on the device that has them.
 *
 * @param loss of the program
 * @param sum (1), to which the losses of batches are added
 */
record TensorLoss(Loss loss, Tensor sum) {

  private static final long OUTPUTS = 1;

  /**
   * Adds the sum of the images' losses.
   *
   * @param outputs (N, outputs), before the link
   * @param targets (N, outputs)
   * @return the gradient of the mean over images, (N, outputs)
   */
  Tensor gradient(Tensor outputs, Tensor targets) {
    Tensor values = outputs.detach();
    return loss.measure() == Measure.CROSS_ENTROPY
        ? crossEntropy(values, targets)
        : squaredError(values, targets);
  }

  private Tensor crossEntropy(Tensor logits, Tensor targets) {
    Tensor logarithms = logits.log_softmax(OUTPUTS);
    sum.sub_(logarithms.mul(targets).sum());
    return logarithms.exp().sub(targets).div(new Scalar((float) logits.size(0)));
  }

  /** The mean over outputs of (p − t)²; its gradient goes back through the link. */
  private Tensor squaredError(Tensor values, Tensor targets) {
    Tensor p = linked(values);
    Tensor distance = p.sub(targets);
    sum.add_(distance.mul(distance).sum().div(new Scalar((float) values.size(OUTPUTS))));
    Tensor inner = distance.mul(new Scalar(2f / (values.size(0) * values.size(OUTPUTS))));
    return switch (loss.link()) {
      case IDENTITY -> inner;
      case SIGMOID -> inner.mul(p).mul(p.mul(new Scalar(-1f)).add(new Scalar(1f)));
      case TANH -> inner.sub(inner.mul(p).mul(p));
      case SOFTMAX ->
          p.mul(inner.sub(inner.mul(p).sum(new long[] {OUTPUTS}, true, new ScalarTypeOptional())));
    };
  }

  private Tensor linked(Tensor values) {
    return switch (loss.link()) {
      case IDENTITY -> values;
      case SIGMOID -> values.sigmoid();
      case TANH -> values.tanh();
      case SOFTMAX -> values.softmax(OUTPUTS);
    };
  }
}
