package io.proxynas.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {

  @Test
  void of_linuxKibibytes_areTheResidentSizeInMebibytes() throws IOException {
    assertThat(ProcessStatus.of(List.of("VmHWM:\t 9999 kB", "VmRSS:\t    1536 kB", "Threads:\t23")))
        .isEqualTo(new ProcessStatus(1.5, 23));
  }

  @Test
  void of_withoutALine_saysWhich() {
    assertThatThrownBy(() -> ProcessStatus.of(List.of("VmHWM:\t 9999 kB", "Threads:\t23")))
        .isInstanceOf(IOException.class)
        .hasMessage("/proc/self/status must have a line VmRSS, but has none");
  }
}
