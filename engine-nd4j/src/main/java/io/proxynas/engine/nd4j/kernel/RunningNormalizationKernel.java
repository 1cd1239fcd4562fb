package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.Tensor;

/** Batch normalisation by the running statistics: γ/σ·x + (β − γ/σ·mean), forward only. */
final class RunningNormalizationKernel extends CallKernel {

  private final Context context;
  private final Operation.BatchNormalization operation;
  private final Normalization normalization;
  private final Planes slopes;
  private final Planes shifts;

  RunningNormalizationKernel(
      Context context,
      Operation.BatchNormalization operation,
      ImageShape shape,
      Tensor from,
      Tensor to) {
    this.context = context;
    this.operation = operation;
    normalization = Normalization.of(operation, context.batch(), shape);
    int planes = normalization.groups().length;
    int pixels = shape.height() * shape.width();
    Tensor in = from.reshape(planes, pixels);
    Tensor out = to.reshape(planes, pixels);
    slopes = new Planes(context, planes, pixels);
    shifts = new Planes(context, planes, pixels);
    load(this::loadPlanes);
    forward(slopes.applied("multiply", in.value(), out.value()));
    forward(shifts.applied("add", out.value(), out.value()));
  }

  private void loadPlanes() {
    float[] weights = context.state().weights();
    for (int plane = 0; plane < slopes.values.length; plane++) {
      int channel = plane % normalization.channels();
      double variance = weights[operation.variance().offset() + channel];
      double slope =
          normalization.gamma(weights, plane) / Math.sqrt(variance + operation.epsilon());
      slopes.values[plane] = (float) slope;
      shifts.values[plane] =
          (float)
              (normalization.beta(weights, plane)
                  - slope * weights[operation.mean().offset() + channel]);
    }
    slopes.send();
    shifts.send();
  }
}
