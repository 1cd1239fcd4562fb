package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Window;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** By hand: two filters of two weights each. */
class NormalizedFiltersTest {

  private static final Axis POINT = new Axis(1, 1, 1, 0, 0);
  private static final float[] STATE = {
    1,
    2,
    3,
    4, // weights
    10,
    20, // bias
    6,
    9, // gamma
    0.5f,
    0.25f, // beta
    7,
    17, // mean
    3,
    8 // variance
  };

  private static Parameter parameter(int offset, int... shape) {
    return new Parameter("layer", "values", shape, new int[0], offset, Parameter.Start.ZERO);
  }

  private static float[][] of(boolean biased, boolean learned) {
    var convolution =
        new Operation.Convolution(
            parameter(0, 2, 2, 1, 1), biased ? parameter(4, 2) : null, new Window(POINT, POINT), 1);
    var normalization =
        new Operation.BatchNormalization(
            learned ? parameter(6, 2) : null,
            learned ? parameter(8, 2) : null,
            4,
            -1,
            parameter(10, 2),
            parameter(12, 2),
            1, // variance and this have the roots 2 and 3
            0.9f);
    var state = new NetworkState(STATE, new float[0], new Seed(1).generator());
    var filters = new NormalizedFilters(state, convolution, normalization);
    FloatBuffer weights = FloatBuffer.allocate(4);
    FloatBuffer bias = FloatBuffer.allocate(2);
    filters.weights(weights);
    filters.bias(bias);
    return new float[][] {weights.array(), bias.array()};
  }

  @Test
  void weightsAndBias_learned_areThoseOfBothOperations() {
    float[][] filters = of(true, true); // factors 3 and 3

    assertThat(filters[0]).containsExactly(3, 6, 9, 12);
    assertThat(filters[1]).containsExactly(9.5f, 9.25f); // (10 - 7)·3 + 0.5, (20 - 17)·3 + 0.25
  }

  @Test
  void weightsAndBias_lockedAndWithoutBias_takeWhatIsLocked() {
    float[][] filters = of(false, false); // factors 2 and 4/3

    assertThat(filters[0]).containsExactly(2, 4, 4, 16 / 3f);
    assertThat(filters[1]).containsExactly(-15, (float) (-17 * 4 / 3.0 - 1));
  }
}
