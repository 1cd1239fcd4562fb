package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What libtorch is told; what it does on a card was not seen. */
class DeterminismTest {

  @BeforeEach
  void load() {
    assertThat(TorchLibrary.obstacle()).isEmpty();
  }

  @AfterEach
  void asBefore() {
    new Determinism(true).apply();
  }

  private static void assertSame(boolean same) {
    Context context = torch.globalContext();
    assertThat(context.deterministicAlgorithms()).isEqualTo(same);
    assertThat(context.deterministicCuDNN()).isEqualTo(same);
    assertThat(context.benchmarkCuDNN()).isEqualTo(!same);
    assertThat(context.allowTF32CuDNN()).isEqualTo(!same);
    assertThat(context.deterministicFillUninitializedMemory()).isFalse();
  }

  @Test
  void ofThisProcess_withoutTheProperty_isTheSameEachTime() {
    assertThat(Determinism.ofThisProcess().same()).isTrue();
    assertSame(true);
    assertThat(torch.globalContext().deterministicAlgorithmsWarnOnly()).isTrue();
  }

  @Test
  void apply_theFastest_takesThem() {
    new Determinism(false).apply();

    assertSame(false);
  }
}
