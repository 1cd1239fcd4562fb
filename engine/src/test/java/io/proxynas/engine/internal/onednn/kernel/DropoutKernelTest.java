package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class DropoutKernelTest {

  private static final ImageShape SHAPE = new ImageShape(16, 25, 25);
  private static final double RETAIN = 0.8;

  /** Two forward passes over ones, and the backward pass of ones of the second. */
  private static float[][] run(long seed) {
    PointerScope scope = new PointerScope();
    try {
      Context context =
          Context.create(
              2,
              Pass.TRAIN,
              new NetworkState(new float[0], new float[0], new Seed(seed).generator()));
      Tensor in = context.tensor(context.images(SHAPE), true);
      Tensor out = context.tensor(context.images(SHAPE), true);
      DropoutKernel kernel = new DropoutKernel(context, new Operation.Dropout(RETAIN), in, out);
      fillWithOnes(Context.buffer(in.value()));
      fillWithOnes(Context.buffer(out.requireGradient()));
      kernel.forward();
      float[] first = values(Context.buffer(out.value()));
      kernel.forward();
      kernel.backward();
      return new float[][] {
        first, values(Context.buffer(out.value())), values(Context.buffer(in.requireGradient()))
      };
    } finally {
      scope.close();
    }
  }

  private static void fillWithOnes(FloatBuffer buffer) {
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, 1);
    }
  }

  private static float[] values(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  @Test
  void forward_keepsTheShareAndTheMean() {
    float[] values = run(1)[0];
    int kept = 0;
    for (float value : values) {
      assertThat(value).isIn(0f, 1.25f);
      kept += value > 0 ? 1 : 0;
    }
    // The share of n draws has deviation √(p(1 − p)/n), here 0.0028.
    assertThat((double) kept / values.length).isCloseTo(RETAIN, within(4 * 0.0028));
  }

  @Test
  void backward_usesTheMaskOfTheLastForward() {
    float[][] runs = run(1);

    assertThat(runs[2]).isEqualTo(runs[1]).isNotEqualTo(runs[0]);
  }

  @Test
  void forward_sameSeed_sameMasks() {
    assertThat(run(1)[1]).isEqualTo(run(1)[1]).isNotEqualTo(run(2)[1]);
  }
}
