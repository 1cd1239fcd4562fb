package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.util.random.RandomGenerator;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffineSumTest {

  private static final int BATCH = 2;

  private final PointerScope scope = new PointerScope();
  private final Context context =
      Context.create(
          BATCH, Pass.TRAIN, new NetworkState(new float[0], new float[0], new Seed(1).generator()));

  @AfterEach
  void close() {
    scope.close();
  }

  /** y after y ← y + slope · x + intercept, of a batch of images; all values as they lie. */
  private float[] run(ImageShape shape, float[] x, float[] y, float[] slopes, float[] intercepts) {
    memory.desc view = context.asOneImage(shape);
    Tensor in = context.tensor(view, true);
    memory space = context.allocate(view);
    AffineSum sum = AffineSum.of(context, in, in.requireGradient(), space);
    context.allocateScratchpad();
    Context.buffer(in.value()).put(0, x);
    Context.buffer(in.requireGradient()).put(0, y);
    sum.slopes().put(0, slopes);
    sum.intercepts().put(0, intercepts);
    sum.run();
    float[] result = new float[x.length];
    Context.buffer(in.requireGradient()).get(0, result);
    return result;
  }

  @Test
  void run_oneChannelAnImage_hasTheSlopeAndInterceptOfTheImage() {
    float[] result =
        run(
            new ImageShape(1, 1, 2),
            new float[] {1, 2, 3, 4},
            new float[] {10, 20, 30, 40},
            new float[] {2, -1},
            new float[] {0.5f, 100});

    assertThat(result).containsExactly(new float[] {12.5f, 24.5f, 127, 136}, within(1e-3f));
  }

  /** In blocks of sixteen it is one pass, in others two. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8, 12, 16, 24, 32})
  void run_anyChannels_isTheSumOfEachValue(int channels) {
    ImageShape shape = new ImageShape(channels, 5, 3);
    RandomGenerator random = new Seed(2).generator();
    float[] x = gaussian(random, BATCH * shape.size());
    float[] y = gaussian(random, x.length);
    float[] slopes = gaussian(random, BATCH * channels);
    float[] intercepts = gaussian(random, BATCH * channels);
    int block = Context.block(channels);
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int channel = i / (15 * block) * block + i % block;
      expected[i] = y[i] + slopes[channel] * x[i] + intercepts[channel];
    }

    assertThat(run(shape, x, y, slopes, intercepts)).containsExactly(expected, within(1e-5f));
  }

  private static float[] gaussian(RandomGenerator random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
