package io.proxynas.experiments.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.coreset.Features;
import io.proxynas.engine.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClosenessTest {

  @Test
  void of_handWorked() {
    // Real mean (1, 1), each point √2 from it; synthetic mean (1, 3), its points 1 from it.
    Features real = new Features(new float[] {0, 0, 2, 2}, 2);
    Features synthetic = new Features(new float[] {0, 3, 2, 3}, 2);
    Closeness closeness = Closeness.of(real, synthetic);
    assertThat(closeness.offset()).isCloseTo(2 / Math.sqrt(2), within(1e-12));
    assertThat(closeness.spread()).isCloseTo(1 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void of_theSameImages_areNoDistanceAway() {
    Features real = new Features(new float[] {0, 1, 5, 2, 2, 7}, 2);
    assertThat(Closeness.of(real, real)).isEqualTo(new Closeness(0, 1));
  }

  @Test
  void offset_ofRandomImages_isOneOverTheRootOfTheirNumber() {
    RandomGenerator random = new Seed(1).generator();
    Features real = new Features(normal(random, 4000 * 30), 30);
    double squares = 0;
    int draws = 200;
    for (int draw = 0; draw < draws; draw++) {
      double offset = Closeness.of(real, new Features(normal(random, 10 * 30), 30)).offset();
      squares += offset * offset;
    }
    assertThat(Math.sqrt(squares / draws)).isCloseTo(1 / Math.sqrt(10), within(0.01));
  }

  private static float[] normal(RandomGenerator random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void of_differentSizes_isRejected() {
    Features two = new Features(new float[] {1, 2}, 2);
    Features one = new Features(new float[] {1, 2}, 1);
    assertThatThrownBy(() -> Closeness.of(two, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("real and synthetic features must have the same size, but had 2 and 1");
  }
}
