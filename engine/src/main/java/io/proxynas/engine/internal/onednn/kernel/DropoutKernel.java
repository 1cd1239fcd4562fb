package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Multiplies by a mask of 0 and 1/retain, drawn anew for each forward pass. */
final class DropoutKernel implements Kernel {

  private final Context context;
  private final RandomGenerator random;
  private final int threshold;
  private final float kept;
  private final float[] mask;
  private final FloatBuffer maskBuffer;
  private final Call forward;
  private final @Nullable Call backward;

  DropoutKernel(Context context, Operation.Dropout operation, Tensor in, Tensor out) {
    this.context = context;
    this.random = context.masks();
    // An int is below it with the probability of keeping.
    threshold = (int) Math.min(Integer.MAX_VALUE, (operation.retain() - 0.5) * 0x1p32);
    kept = (float) (1 / operation.retain());
    memory factors = context.allocate(in.desc());
    maskBuffer = Context.buffer(factors);
    mask = new float[maskBuffer.capacity()];
    forward = Call.binary(context, algorithm.binary_mul, in.value(), factors, out.value());
    backward =
        in.gradient() == null
            ? null
            : Call.binary(
                context, algorithm.binary_mul, out.requireGradient(), factors, in.gradient());
  }

  @Override
  public void forward() {
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextInt() < threshold ? kept : 0;
    }
    maskBuffer.put(0, mask);
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    if (backward != null) {
      backward.run(context.stream());
    }
  }
}
