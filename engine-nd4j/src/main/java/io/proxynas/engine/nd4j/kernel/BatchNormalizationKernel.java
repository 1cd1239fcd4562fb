package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.Tensor;

/** Batch normalisation, which also moves the running statistics in training. */
final class BatchNormalizationKernel extends NormalizationKernel {

  private final float[] weights;
  private final float keep;

  BatchNormalizationKernel(
      Context context,
      Operation.BatchNormalization operation,
      ImageShape shape,
      Tensor in,
      Tensor out) {
    super(context, Normalization.of(operation, context.batch(), shape), shape, in, out);
    weights = context.state().weights();
    keep = context.pass().keeps(operation.decay());
    if (context.pass().movesStatistics()) {
      forward(() -> move(operation.mean().offset(), groupMeans()));
      forward(() -> move(operation.variance().offset(), groupVariances()));
    }
  }

  /** running ← decay · running + (1 − decay) · batch, as DL4J does. */
  private void move(int offset, double[] ofBatch) {
    for (int c = 0; c < ofBatch.length; c++) {
      weights[offset + c] = keep * weights[offset + c] + (1 - keep) * (float) ofBatch[c];
    }
  }
}
