package io.proxynas.engine.torch.function;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/** Multiplies by a mask of 0 and 1/retain, drawn anew for each forward pass. */
final class Dropout implements TensorFunction {

  private final Context context;
  private final int threshold;
  private final float kept;
  private final float[] mask;

  Dropout(Context context, Operation.Dropout operation, ImageShape shape) {
    this.context = context;
    // An int is below it with the probability of keeping.
    threshold = (int) Math.min(Integer.MAX_VALUE, (operation.retain() - 0.5) * 0x1p32);
    kept = (float) (1 / operation.retain());
    mask = new float[Math.multiplyExact(context.batch(), shape.size())];
  }

  @Override
  public Tensor apply(List<Tensor> inputs) {
    RandomGenerator random = context.masks();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextInt() < threshold ? kept : 0;
    }
    Tensor input = inputs.get(0);
    return input.mul(context.values().of(mask, 0, input.sizes().vec().get()));
  }
}
