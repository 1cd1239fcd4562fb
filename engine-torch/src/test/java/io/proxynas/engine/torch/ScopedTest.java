package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScopedTest {

  @BeforeAll
  static void loadsTheLibrary() {
    assertThat(TorchLibrary.obstacle()).isEmpty();
  }

  @Test
  void run_moreMemoryThanThereIs_saysHowMuchInOneLine() {
    long before = Pointer.totalCount();

    assertThatThrownBy(() -> Scoped.run(() -> torch.ones(1L << 50)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageStartingWith("libtorch: ")
        .hasMessageContaining("4503599627370496 bytes")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  @Test
  void run_aCallThatIsRefused_saysWhyInOneLine() {
    assertThatThrownBy(() -> Scoped.run(() -> torch.ones(2).add_(torch.ones(3))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "libtorch: The size of tensor a (2) must match the size of tensor b")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
