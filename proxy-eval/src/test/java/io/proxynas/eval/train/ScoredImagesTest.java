package io.proxynas.eval.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.eval.TinyImages;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.LabelledImages;
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

  @Test
  void halves_ofOneImage_isRefused() {
    assertThatThrownBy(() -> ScoredImages.halves(IMAGES.select(new int[] {0}), "tiny"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a validation split must have at least 2 images, one that ranks and one that judges,"
                + " but has 1");
  }
}
