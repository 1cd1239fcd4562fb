package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CudaTest {

  @Test
  void output_programThatIsMissingOrFails_nothing() {
    assertThat(Cuda.output(List.of("no-such-program-here"))).isEmpty();
    assertThat(Cuda.output(List.of("java", "-no-such-option"))).isEmpty();
  }

  @Test
  void output_ofTheProgram_itsLines() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(Cuda.output(List.of(java, "--version")))
        .hasSizeGreaterThan(1)
        .anyMatch(line -> line.contains(System.getProperty("java.version")));
  }

  @Test
  void requireUsable_buildForTheCpu_asksNobody() {
    assumeFalse(Cuda.isBuild(), "this is a build for CUDA");

    assertThat(Cuda.obstacle()).isEmpty();
    assertThatCode(Cuda::requireUsable).doesNotThrowAnyException();
  }
}
