package io.proxynas.train.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RoomTest {

  @Test
  void unpacked_isAHundredTimesTheFileAndAConstant() {
    assertThat(Room.unpacked(0)).isEqualTo(134_217_728);
    assertThat(Room.unpacked(1_000_000)).isEqualTo(234_217_728);
  }

  @Test
  void requireUnpacked_asMuchAsThereMayBe_passes() {
    assertThatCode(() -> Room.requireUnpacked("its images", 134_217_728, 0))
        .doesNotThrowAnyException();
  }

  @Test
  void requireUnpacked_moreThanTheFileCanHold_isRefused() {
    assertThatThrownBy(() -> Room.requireUnpacked("its images", 2_000_000_000, 2_000_000))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "its images must unpack to at most 334217728 bytes in a file of 2000000, but has"
                + " 2000000000");
  }

  @Test
  void requireUnpacked_unknownSize_isRefused() {
    assertThatThrownBy(() -> Room.requireUnpacked("its images", -1, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("but has 18446744073709551615");
  }

  @Test
  void requireHeap_moreThanThereIs_isRefused() {
    long heap = Runtime.getRuntime().maxMemory();
    assertThatThrownBy(() -> Room.requireHeap("its images", heap + 1))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "its images must fit into the heap of %d bytes (-Xmx), but needs %d"
                .formatted(heap, heap + 1));
  }
}
