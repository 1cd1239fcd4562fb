package io.proxynas.engine.onednn;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.onednn.ChannelNormalization.Form;
import io.proxynas.engine.onednn.ChannelNormalization.Statistics;

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
    boolean batch = context.pass().batchStatistics;
    Form form =
        new Form(
            in.desc(),
            operation.gamma().size(),
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
    context.load(operation.gamma(), normalization.scale);
    context.load(operation.beta(), normalization.shift);
    if (!context.pass().batchStatistics) {
      context.load(operation.mean(), normalization.mean);
      context.load(operation.variance(), normalization.variance);
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
    for (int c = 0; c < operation.gamma().size(); c++) {
      weights[mean + c] = keep * weights[mean + c] + (1 - keep) * normalization.mean.get(c);
      weights[variance + c] =
          keep * weights[variance + c] + (1 - keep) * normalization.variance.get(c);
    }
  }

  @Override
  public void backward() {
    normalization.backward();
    if (context.pass().weightGradients) {
      context.store(normalization.scaleGradient, operation.gamma());
      context.store(normalization.shiftGradient, operation.beta());
    }
  }
}
