package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.Tensor;

/** Batch normalisation, which also moves the running statistics in training. */
final class BatchNormalizationKernel implements Kernel {

  private final Context context;
  private final Operation.BatchNormalization operation;
  private final NormalizationKernel kernel;

  BatchNormalizationKernel(
      Context context,
      Operation.BatchNormalization operation,
      ImageShape shape,
      Tensor in,
      Tensor out) {
    this.context = context;
    this.operation = operation;
    kernel =
        new NormalizationKernel(
            context, Normalization.of(operation, context.batch(), shape), shape, in, out);
  }

  @Override
  public void load() {
    kernel.load();
  }

  @Override
  public void forward() {
    kernel.forward();
    if (context.pass() == Pass.TRAIN) {
      move(operation.mean().offset(), kernel.groupMeans());
      move(operation.variance().offset(), kernel.groupVariances());
    }
  }

  /** running ← decay · running + (1 − decay) · batch, as DL4J does. */
  private void move(int offset, double[] ofBatch) {
    float[] weights = context.state().weights();
    float keep = operation.decay();
    for (int c = 0; c < ofBatch.length; c++) {
      weights[offset + c] = keep * weights[offset + c] + (1 - keep) * (float) ofBatch[c];
    }
  }

  @Override
  public void backward() {
    kernel.backward();
  }
}
