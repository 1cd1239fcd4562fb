package io.proxynas.engine.torch.function;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Batch normalisation; where the pass moves running statistics, it moves those on the device. */
final class BatchNormalization implements TensorFunction {

  private final Context context;
  private final Operation.BatchNormalization operation;
  private final TensorOptional gamma;
  private final TensorOptional beta;
  private final TensorOptional mean;
  private final TensorOptional variance;
  private final Scalar epsilon;
  private final Scalar zero = new Scalar(0f);
  private final Scalar kept;
  private final Scalar moved;

  BatchNormalization(Context context, Operation.BatchNormalization operation, int channels) {
    this.context = context;
    this.operation = operation;
    gamma = parameter(operation.gamma(), operation.lockedGamma(), channels);
    beta = parameter(operation.beta(), operation.lockedBeta(), channels);
    boolean given = !context.pass().batchStatistics();
    mean = context.parameters().optional(given ? operation.mean() : null);
    variance = context.parameters().optional(given ? operation.variance() : null);
    epsilon = new Scalar(operation.epsilon());
    kept = new Scalar(context.pass().keeps(operation.decay()));
    moved = new Scalar(1 - context.pass().keeps(operation.decay()));
  }

  private TensorOptional parameter(@Nullable Parameter parameter, float locked, int channels) {
    return parameter == null
        ? new TensorOptional(context.values().filled(locked, channels))
        : context.parameters().optional(parameter);
  }

  @Override
  public Tensor apply(List<Tensor> inputs) {
    T_TensorTensorTensor_T results =
        torch.native_batch_norm(
            inputs.get(0),
            gamma,
            beta,
            mean,
            variance,
            context.pass().batchStatistics(),
            0,
            operation.epsilon());
    if (context.pass().movesStatistics()) {
      Tensor inverse = results.get2().detach(); // of the batch's deviations
      Tensor spread = inverse.mul(inverse).reciprocal().sub(epsilon).clamp_min(zero);
      move(operation.mean(), results.get1().detach());
      move(operation.variance(), spread);
    }
    return new Tensor(results.get0());
  }

  /** running ← decay · running + (1 − decay) · batch, as DL4J does. */
  private void move(Parameter running, Tensor batch) {
    context.parameters().of(running).mul_(kept).add_(batch, moved);
  }
}
