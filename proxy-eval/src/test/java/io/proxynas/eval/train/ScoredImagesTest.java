package io.proxynas.eval.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.TinyImages;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoredImagesTest {

  private static final LabelledImages IMAGES = TinyImages.test();

  @Test
  void halves_areTheImagesAtEvenAndAtOddPlaces() {
    ScoredImages halves = ScoredImages.halves(IMAGES, "tiny");
    assertThat(halves.ranking().labels())
        .isEqualTo(IMAGES.select(new int[] {0, 2, 4, 6, 8, 10, 12, 14}).labels());
    assertThat(halves.judging().labels())
        .isEqualTo(IMAGES.select(new int[] {1, 3, 5, 7, 9, 11, 13}).labels());
  }

  private static LabelledImages labelled(int classes, int... labels) {
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    float[][] images = new float[labels.length][1];
    for (int i = 0; i < labels.length; i++) {
      images[i][0] = i;
    }
    return LabelledImages.of(new ImageShape(1, 1, 1), names, images, labels);
  }

  @Test
  void halves_ofClassesThatTakeTurns_haveBoth() {
    ScoredImages halves = ScoredImages.halves(labelled(2, 0, 1, 0, 1, 0, 1), "turns");
    assertThat(halves.ranking().labels()).containsExactly(0, 0, 1);
    assertThat(halves.judging().labels()).containsExactly(0, 1, 1);
    assertThat(halves.name()).isEqualTo("turns, by class, even places rank and odd ones judge");
    assertThat(halves.partedClasses()).isEmpty();
    assertThat(ScoredImages.bothHalves(labelled(2, 0, 1, 0, 1), "turns").ranking().labels())
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void partedClasses_ofOneImageEach_areTold() {
    ScoredImages halves = ScoredImages.halves(labelled(4, 0, 1, 2, 3, 3), "few");
    assertThat(halves.ranking().labels()).containsExactly(0, 2, 3);
    assertThat(halves.partedClasses())
        .contains(
            "3 of 4 classes have 1 validation image, so they rank networks or judge them, and not"
                + " both: more images of each class make the evidence better");
    assertThat(ScoredImages.halves(IMAGES, "tiny").partedClasses()).isEmpty();
  }

  @Test
  void halves_ofOneImage_isRefused() {
    assertThatThrownBy(() -> ScoredImages.halves(IMAGES.select(new int[] {0}), "tiny"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a validation split must have at least 2 images, one that ranks and one that judges,"
                + " but has 1");
  }
}
