package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.nd4j.Nd4jBackend;
import io.proxynas.engine.onednn.OneDnnBackend;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

  @Test
  void of_oneDnnThatLoads_takesIt() {
    BackendChoice choice = BackendChoice.of(false, Optional.empty());

    assertThat(choice.backend()).isInstanceOf(OneDnnBackend.class);
    assertThat(choice.toString())
        .matches("oneDNN \\d+\\.\\d+\\.\\d+ on .+ \\(oneDNN's native library loads, .*\\)");
  }

  @Test
  void of_noOneDnn_takesNd4jAndSaysWhy() {
    BackendChoice choice = BackendChoice.of(false, Optional.of("no jnidnnl"));

    assertThat(choice.backend()).isInstanceOf(Nd4jBackend.class);
    assertThat(choice.reason()).isEqualTo("no oneDNN: no jnidnnl");
  }

  @Test
  void of_cudaBuild_takesNd4j() {
    BackendChoice choice = BackendChoice.of(true, Optional.empty());

    assertThat(choice.backend()).isInstanceOf(Nd4jBackend.class);
    assertThat(choice.reason()).isEqualTo("this is a build for CUDA; oneDNN is for CPUs");
  }
}
