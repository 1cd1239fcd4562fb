package io.proxynas.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.ResidentStandIn;
import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentBatchTest {

  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);

  private final ResidentImages three = new ResidentStandIn().images(SHAPE, new int[3]);

  private void assertRejected(String message, List<Alteration> alterations, int... indices) {
    assertThatThrownBy(() -> new ResidentBatch(three, indices, alterations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void batch_wrong_isRejected() {
    assertRejected("a batch must have at least 1 image, but has 0", List.of());
    assertRejected("an index must be one of the 3 images of its set, but was 3", List.of(), 0, 3);
    assertRejected("an index must be one of the 3 images of its set, but was -1", List.of(), -1);
    assertRejected(
        "there must be an alteration for each of 2 images or for none, but there are 1",
        List.of(Alteration.NONE),
        0,
        1);
  }

  @Test
  void range_wrong_isRejected() {
    String rule =
        "a range of images must begin at 0 or later and have at least 1 image, at least 1 at a time, but it began at ";

    assertThatThrownBy(() -> new ImageRange(-1, 2, 3))
        .hasMessage(rule + "-1 and had 2, 3 at a time");
    assertThatThrownBy(() -> new ImageRange(0, 0, 3)).hasMessage(rule + "0 and had 0, 3 at a time");
    assertThatThrownBy(() -> new ImageRange(0, 2, 0)).hasMessage(rule + "0 and had 2, 0 at a time");
  }

  @Test
  void range_notEven_endsWithFewer() {
    ImageRange range = new ImageRange(2, 7, 3);

    assertThat(range.batches()).isEqualTo(3);
    assertThat(range.size(0)).isEqualTo(3);
    assertThat(range.size(2)).isEqualTo(1);
  }

  @Test
  void holds_4GiB_andNoByteMore() {
    ResidentBackend backend = new ResidentStandIn();
    ImageShape mebibyte = new ImageShape(1, 512, 512);

    assertThat(backend.holds(mebibyte, 4096)).isTrue();
    assertThat(backend.holds(mebibyte, 4097)).isFalse();
  }
}
