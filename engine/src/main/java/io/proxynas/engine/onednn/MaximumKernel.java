package io.proxynas.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** The larger of two values, element by element; the gradient goes to the larger. */
final class MaximumKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final List<Call> backward = new ArrayList<>();

  MaximumKernel(Context context, List<Tensor> in, Tensor out) {
    this.context = context;
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    forward = Call.binary(context, algorithm.binary_max, a.value(), b.value(), out.value());
    addGradient(a, algorithm.binary_ge, b, out);
    addGradient(b, algorithm.binary_gt, a, out);
  }

  /** gradient ← (of ≥ other) · gradient of the result; the comparison gives 0 or 1. */
  private void addGradient(Tensor of, algorithm comparison, Tensor other, Tensor out) {
    memory gradient = of.gradient();
    if (gradient != null) {
      backward.add(Call.binary(context, comparison, of.value(), other.value(), gradient));
      backward.add(
          Call.binary(context, algorithm.binary_mul, gradient, out.requireGradient(), gradient));
    }
  }

  @Override
  public void forward() {
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    for (int i = 0; i < backward.size(); i++) {
      backward.get(i).run(context.stream());
    }
  }
}
