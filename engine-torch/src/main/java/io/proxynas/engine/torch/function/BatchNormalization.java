package io.proxynas.engine.torch.function;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import java.util.List;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Batch normalisation; where the pass moves running statistics, in the network's own vector. */
final class BatchNormalization implements TensorFunction {

  private final Context context;
  private final Operation.BatchNormalization operation;
  private final TensorOptional gamma;
  private final TensorOptional beta;
  private final TensorOptional mean;
  private final TensorOptional variance;
  private final float[] statistics;

  /** The batch's means and the inverses of its deviations, (2 · channels), on the device. */
  private @Nullable Tensor measured;

  BatchNormalization(Context context, Operation.BatchNormalization operation, int channels) {
    this.context = context;
    this.operation = operation;
    gamma = parameter(operation.gamma(), operation.lockedGamma(), channels);
    beta = parameter(operation.beta(), operation.lockedBeta(), channels);
    boolean given = !context.pass().batchStatistics();
    mean = context.parameters().optional(given ? operation.mean() : null);
    variance = context.parameters().optional(given ? operation.variance() : null);
    statistics = new float[2 * channels];
    if (context.pass().movesStatistics()) {
      context.moves(this);
    }
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
      close();
      measured = torch.cat(new TensorVector(results.get1(), results.get2()), 0).retainReference();
    }
    return new Tensor(results.get0());
  }

  /** running ← decay · running + (1 − decay) · batch, as DL4J does. */
  void moveStatistics() {
    if (measured == null) {
      throw new IllegalStateException("statistics must be measured by a forward pass before");
    }
    context.values().get(measured, statistics, 0);
    float[] weights = context.state().weights();
    float keep = context.pass().keeps(operation.decay());
    int channels = operation.mean().size();
    for (int c = 0; c < channels; c++) {
      double inverse = statistics[channels + c];
      float spread = (float) Math.max(0, 1 / (inverse * inverse) - operation.epsilon());
      move(weights, operation.mean().offset() + c, keep, statistics[c]);
      move(weights, operation.variance().offset() + c, keep, spread);
    }
  }

  private static void move(float[] weights, int at, float keep, float batch) {
    weights[at] = keep * weights[at] + (1 - keep) * batch;
  }

  @Override
  public void close() {
    if (measured != null) {
      measured.close();
      measured = null;
    }
  }
}
