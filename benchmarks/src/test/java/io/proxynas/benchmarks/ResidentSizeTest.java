package io.proxynas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentSizeTest {

  @Test
  void mebibytes_ofLinuxKibibytes_areThe1024thPart() throws IOException {
    assertThat(ResidentSize.mebibytes(List.of("VmHWM:\t 9999 kB", "VmRSS:\t    1536 kB")))
        .isEqualTo(1.5);
  }

  @Test
  void mebibytes_withoutTheLine_saysSo() {
    assertThatThrownBy(() -> ResidentSize.mebibytes(List.of("VmHWM:\t 9999 kB")))
        .isInstanceOf(IOException.class)
        .hasMessage("/proc/self/status must have a line VmRSS, but has none");
  }
}
