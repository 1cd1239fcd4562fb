package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Batch normalisation, with ReLU in the same pass where it follows. */
final class BatchNormalizationKernel implements Kernel {

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
    boolean batch = context.pass().batchStatistics();
    Form form =
        new Form(
            in.desc(),
            operation.mean().size(),
            operation.epsilon(),
            batch ? Statistics.COMPUTED : Statistics.GIVEN,
            relu,
            context.pass().backward());
    normalization =
        new ChannelNormalization(
            context, form, in.value(), out.value(), context.gradientOrScratch(in), out.gradient());
  }

  @Override
  public void load() {
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

  @Override
  public void forward() {
    normalization.forward();
    if (context.pass() == Pass.TRAIN) {
      moveRunningStatistics();
    }
  }

  /** running ← decay · running + (1 − decay) · batch, as DL4J does. */
  private void moveRunningStatistics() {
    float[] weights = context.weights();
    int mean = operation.mean().offset();
    int variance = operation.variance().offset();
    float keep = operation.decay();
    for (int c = 0; c < operation.mean().size(); c++) {
      weights[mean + c] = keep * weights[mean + c] + (1 - keep) * normalization.mean.get(c);
      weights[variance + c] =
          keep * weights[variance + c] + (1 - keep) * normalization.variance.get(c);
    }
  }

  @Override
  public void backward() {
    normalization.backward();
    if (context.pass().weightGradients()) {
      store(normalization.scaleGradient, operation.gamma());
      store(normalization.shiftGradient, operation.beta());
    }
  }

  private void store(FloatBuffer gradient, @Nullable Parameter parameter) {
    if (parameter != null) {
      context.store(gradient, parameter);
    }
  }
}
