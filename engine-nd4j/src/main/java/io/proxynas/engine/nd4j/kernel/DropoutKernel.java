package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import io.proxynas.engine.nd4j.call.Transfer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Multiplies by a mask of 0 and 1/retain, drawn anew for each forward pass. */
final class DropoutKernel extends CallKernel {

  private final RandomGenerator random;
  private final double retain;
  private final float[] mask;
  private final INDArray factors;

  DropoutKernel(Context context, Operation.Dropout operation, Tensor in, Tensor out) {
    random = context.state().masks();
    retain = operation.retain();
    factors = context.array(in.value().shape());
    mask = new float[Math.toIntExact(factors.length())];
    forward(new NativeCall("multiply", in.value(), factors, out.value()));
    if (in.gradient() != null) {
      backward(new NativeCall("multiply", out.requireGradient(), factors, in.gradient()));
    }
  }

  @Override
  public void forward() {
    // An int is below it with the probability of keeping.
    int threshold = (int) Math.min(Integer.MAX_VALUE, (retain - 0.5) * 0x1p32);
    float kept = (float) (1 / retain);
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextInt() < threshold ? kept : 0;
    }
    Transfer.put(mask, 0, factors);
    super.forward();
  }
}
