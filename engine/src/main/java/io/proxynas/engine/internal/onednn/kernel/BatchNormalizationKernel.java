package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Batch normalisation, with ReLU in the same pass where it follows. */
final class BatchNormalizationKernel extends CallKernel {

  private final Context context;
  private final Operation.BatchNormalization operation;
  private final ChannelNormalization normalization;

  BatchNormalizationKernel(
      Context context,
      Operation.BatchNormalization operation,
      boolean relu,
      Tensor in,
      Tensor out) {
    this.context = context;
    this.operation = operation;
    boolean trained = context.pass().backward() || context.pass().movesStatistics();
    Statistics statistics =
        context.pass().batchStatistics() ? Statistics.COMPUTED : Statistics.GIVEN;
    Form form = new Form(in.desc(), operation.epsilon(), statistics, relu, trained);
    normalization = new ChannelNormalization(context, form, context.withGradient(in), out);
    load(this::loadParameters);
    forward(normalization::forward).backward(normalization::backward);
    if (context.pass().movesStatistics()) {
      forward(this::moveRunningStatistics);
    }
    if (context.pass().weightGradients()) {
      store(normalization.scaleGradient, operation.gamma());
      store(normalization.shiftGradient, operation.beta());
    }
  }

  private void loadParameters() {
    load(operation.gamma(), operation.lockedGamma(), normalization.scale);
    load(operation.beta(), operation.lockedBeta(), normalization.shift);
    if (!context.pass().batchStatistics()) {
      context.load(operation.mean(), normalization.mean);
      context.load(operation.variance(), normalization.variance);
    }
  }

  private void load(@Nullable Parameter parameter, float locked, FloatBuffer into) {
    if (parameter != null) {
      context.load(parameter, into);
    } else {
      for (int c = 0; c < into.capacity(); c++) {
        into.put(c, locked);
      }
    }
  }

  /** running ← decay · running + (1 − decay) · batch, as DL4J does. */
  private void moveRunningStatistics() {
    float[] weights = context.state().weights();
    int mean = operation.mean().offset();
    int variance = operation.variance().offset();
    float keep = context.pass().keeps(operation.decay());
    for (int c = 0; c < operation.mean().size(); c++) {
      weights[mean + c] = keep * weights[mean + c] + (1 - keep) * normalization.mean.get(c);
      weights[variance + c] =
          keep * weights[variance + c] + (1 - keep) * normalization.variance.get(c);
    }
  }

  private void store(FloatBuffer gradient, @Nullable Parameter parameter) {
    if (parameter != null) {
      backward(() -> context.store(gradient, parameter));
    }
  }
}
