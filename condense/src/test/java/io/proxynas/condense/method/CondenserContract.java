package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.Condenser;
import io.proxynas.condense.Sets;
import io.proxynas.condense.data.FloatPixels;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every method. */
abstract class CondenserContract {

  static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 8, 8), 31, "coat", "bag", "shirt");

  abstract Condenser condenser(int workers);

  final LabelledImages condense(int workers, int imagesPerClass, long seed)
      throws InterruptedException {
    return condenser(workers).condense(REAL, imagesPerClass, new Seed(seed), Progress.NONE);
  }

  @Test
  void condense_result_isOrderedByClassAndOfTheSameShape() throws InterruptedException {
    LabelledImages set = condense(2, 3, 1);

    assertThat(set.labels()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    assertThat(set.shape()).isEqualTo(REAL.shape());
    assertThat(set.classNames()).isEqualTo(REAL.classNames());
    assertThat(Sets.pixels(set)).doesNotContain(Float.NaN);
  }

  @Test
  void condense_anyNumberOfWorkers_givesTheSameBits() throws InterruptedException {
    float[] one = Sets.pixels(condense(1, 4, 7));

    assertThat(Sets.pixels(condense(2, 4, 7))).containsExactly(one);
    assertThat(Sets.pixels(condense(5, 4, 7))).containsExactly(one);
  }

  @Test
  void condense_moreThanAClassHas_namesClassAndCountBeforeAnyWork() {
    assertThatThrownBy(
            () ->
                condenser(1)
                    .condense(
                        REAL,
                        11,
                        new Seed(1),
                        (done, total) -> {
                          throw new AssertionError("worked in vain");
                        }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 10] for class \"bag\", but was 11");
    assertThatThrownBy(() -> condense(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 11] for class \"coat\", but was 0");
  }

  @Test
  void condense_emptyClass_isNamed() {
    LabelledImages withoutBags =
        new LabelledImages(
            new ImageShape(1, 1, 1),
            List.of("coat", "bag"),
            new FloatPixels(new float[2], 1),
            new int[] {0, 0});

    assertThatThrownBy(() -> condenser(1).condense(withoutBags, 1, new Seed(1), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each class must have at least 1 image, but class \"bag\" has none");
  }

  @Test
  void condense_interrupted_stops() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> condense(2, 2, 1)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
