package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 9 GiB",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
        "MPS backend out of memory (MPS allocated: 8.00 GB, max allowed: 9.07 GB).",
        "DefaultCPUAllocator: not enough memory: you tried to allocate 17179869184 bytes.",
        "std::bad_alloc"
      })
  void run_outOfMemoryInAnyWords_isThat(String words) {
    assertThatThrownBy(() -> Scoped.run(() -> fail(words)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("libtorch: " + words);
  }

  @Test
  void run_aFaultThatSpeaksOfMemory_isNoLackOfIt() {
    String words = "CUDA error: an illegal memory access was encountered";

    assertThatThrownBy(() -> Scoped.run(() -> fail(words)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("libtorch: " + words);
  }

  /** As JavaCPP tells of libtorch's exceptions. */
  private static void fail(String words) {
    throw new RuntimeException(words + "\nException raised from somewhere (first frame)");
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
