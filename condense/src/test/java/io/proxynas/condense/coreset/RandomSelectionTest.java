package io.proxynas.condense.coreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomSelectionTest {

  private static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 2, 3), 31, "coat", "bag", "shirt");
  private final RandomSelection selection = new RandomSelection();

  @Test
  void choose_anySeed_givesDistinctImagesOfEachClassInOrder() {
    int[] chosen = RandomSelection.choose(REAL, 4, new Seed(1));

    assertThat(chosen).hasSize(12).doesNotHaveDuplicates();
    assertThat(Arrays.stream(chosen).map(i -> REAL.labels()[i]))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
  }

  @Test
  void choose_wholeClass_givesEachImageOnce() {
    int[] chosen = RandomSelection.choose(REAL, 10, new Seed(1));

    assertThat(Arrays.copyOfRange(chosen, 10, 20)).containsExactlyInAnyOrder(REAL.indicesOf(1));
  }

  @Test
  void choose_manySeeds_takesEachImageAlikeOften() {
    int[] taken = new int[REAL.size()];
    for (int seed = 0; seed < 1000; seed++) {
      for (int i : RandomSelection.choose(REAL, 5, new Seed(seed))) {
        taken[i]++;
      }
    }

    // Class 1 has 10 images, so each is taken with probability 1/2; four deviations are 63.
    for (int i : REAL.indicesOf(1)) {
      assertThat(taken[i]).isBetween(437, 563);
    }
  }

  @Test
  void condense_anySeed_copiesTheChosenPixelsAndLabels() throws InterruptedException {
    LabelledImages set = selection.condense(REAL, 3, new Seed(2), Course.of(Course.Listener.NONE));

    int[] chosen = RandomSelection.choose(REAL, 3, new Seed(2));
    assertThat(set.labels()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    assertThat(Sets.pixels(set)).containsExactly(Sets.pixels(REAL.select(chosen)));
    assertThat(set.classNames()).isEqualTo(REAL.classNames());
  }

  @Test
  void condense_sameSeed_givesSameBitsAndAnotherSeedOthers() throws InterruptedException {
    float[] first =
        Sets.pixels(selection.condense(REAL, 3, new Seed(3), Course.of(Course.Listener.NONE)));

    assertThat(
            Sets.pixels(selection.condense(REAL, 3, new Seed(3), Course.of(Course.Listener.NONE))))
        .containsExactly(first);
    assertThat(
            Sets.pixels(selection.condense(REAL, 3, new Seed(4), Course.of(Course.Listener.NONE))))
        .isNotEqualTo(first);
  }

  @Test
  void condense_moreThanAClassHas_namesClassAndCount() {
    assertThatThrownBy(
            () -> selection.condense(REAL, 11, new Seed(1), Course.of(Course.Listener.NONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 10] for class \"bag\", but was 11");
  }

  @Test
  void condense_zero_namesClassAndCount() {
    assertThatThrownBy(
            () -> selection.condense(REAL, 0, new Seed(1), Course.of(Course.Listener.NONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 11] for class \"coat\", but was 0");
  }

  @Test
  void condense_interrupted_stops() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> selection.condense(REAL, 1, new Seed(1), Course.of(Course.Listener.NONE)))
        .isInstanceOf(InterruptedException.class);
  }
}
