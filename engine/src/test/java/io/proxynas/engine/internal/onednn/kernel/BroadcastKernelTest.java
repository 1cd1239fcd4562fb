package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class BroadcastKernelTest {

  private static final ImageShape ALL = new ImageShape(2, 1, 3);

  /** The values of ALL from those of a smaller shape, and its gradient from that of ALL. */
  private static float[][] run(ImageShape from, float[] values, float[] gradient) {
    PointerScope scope = new PointerScope();
    try {
      Context context =
          Context.create(
              1, Pass.TRAIN, new NetworkState(new float[0], new float[0], new Seed(1).generator()));
      Tensor in = context.tensor(context.images(from), true);
      Tensor out = context.tensor(context.images(ALL), true);
      BroadcastKernel kernel = new BroadcastKernel(context, in, out);
      Context.buffer(in.value()).put(0, values);
      Context.buffer(out.requireGradient()).put(0, gradient);
      kernel.forward();
      kernel.forward(); // what is there from the step before must not count
      kernel.backward();
      return new float[][] {
        values(Context.buffer(out.value())), values(Context.buffer(in.requireGradient()))
      };
    } finally {
      scope.close();
    }
  }

  private static float[] values(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  @Test
  void channels_areRepeatedOverPixels() {
    float[][] results =
        run(new ImageShape(2, 1, 1), new float[] {5, 7}, new float[] {1, 2, 3, 40, 50, 60});

    assertThat(results[0]).containsExactly(5, 5, 5, 7, 7, 7);
    assertThat(results[1]).containsExactly(6, 150);
  }

  @Test
  void pixels_areRepeatedOverChannels() {
    float[][] results =
        run(new ImageShape(1, 1, 3), new float[] {5, 6, 7}, new float[] {1, 2, 3, 40, 50, 60});

    assertThat(results[0]).containsExactly(5, 6, 7, 5, 6, 7);
    assertThat(results[1]).containsExactly(41, 52, 63);
  }
}
