package io.proxynas.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;

/** The product of two values, element by element; the gradient of one is that times the other. */
final class ProductKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final List<Call> backward = new ArrayList<>();

  ProductKernel(Context context, List<Tensor> in, Tensor out) {
    this.context = context;
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    forward = Call.binary(context, algorithm.binary_mul, a.value(), b.value(), out.value());
    addGradient(a, b, out);
    addGradient(b, a, out);
  }

  private void addGradient(Tensor of, Tensor other, Tensor out) {
    if (of.gradient() != null) {
      backward.add(
          Call.binary(
              context, algorithm.binary_mul, out.requireGradient(), other.value(), of.gradient()));
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
