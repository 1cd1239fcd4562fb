package io.proxynas.engine.onednn;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/**
 * Adds the gradient that one consumer of a value has written apart to the gradient of the value. It
 * stands before that consumer, so that its backward pass comes after.
 */
final class GradientSumKernel implements Kernel {

  private final Context context;
  private final Call addition;

  GradientSumKernel(Context context, memory sum, memory part) {
    this.context = context;
    addition = Call.binary(context, algorithm.binary_add, sum, part, sum);
  }

  @Override
  public void forward() {}

  @Override
  public void backward() {
    addition.run(context.stream());
  }
}
