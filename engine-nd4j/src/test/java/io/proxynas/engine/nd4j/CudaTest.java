package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

class CudaTest {

  @Test
  void requireUsable_buildForTheCpu_asksNobody() {
    assumeFalse(Cuda.isBuild(), "this is a build for CUDA");

    assertThat(Cuda.obstacle()).isEmpty();
    assertThatCode(Cuda::requireUsable).doesNotThrowAnyException();
  }
}
