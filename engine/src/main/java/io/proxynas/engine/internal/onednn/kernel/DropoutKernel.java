package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** Multiplies by a mask of 0 and 1/retain, drawn anew for each forward pass. */
final class DropoutKernel extends CallKernel {

  private final RandomGenerator random;
  private final int threshold;
  private final float kept;
  private final float[] mask;
  private final FloatBuffer maskBuffer;

  DropoutKernel(Context context, Operation.Dropout operation, Tensor in, Tensor out) {
    random = context.state().masks();
    // An int is below it with the probability of keeping.
    threshold = (int) Math.min(Integer.MAX_VALUE, (operation.retain() - 0.5) * 0x1p32);
    kept = (float) (1 / operation.retain());
    memory factors = context.allocate(in.desc());
    maskBuffer = Context.buffer(factors);
    mask = new float[maskBuffer.capacity()];
    forward(Call.binary(context, algorithm.binary_mul, in.value(), factors, out.value()));
    if (in.gradient() != null) {
      memory gradient = out.requireGradient();
      backward(Call.binary(context, algorithm.binary_mul, gradient, factors, in.gradient()));
    }
  }

  @Override
  public void forward() {
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextInt() < threshold ? kept : 0;
    }
    maskBuffer.put(0, mask);
    super.forward();
  }
}
