package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Nd4jProviderTest {

  @BeforeEach
  void needsABuildForTheCpu() {
    assumeFalse(Cuda.isBuild(), "this is a build for CUDA");
  }

  @Test
  void provider_isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .hasAtLeastOneElementOfType(Nd4jProvider.class);
  }

  @Test
  void provider_onTheCpu_canAlwaysCompute() {
    Nd4jProvider provider = new Nd4jProvider();

    assertThat(provider.prepare()).isEmpty();
    assertThat(provider.obstacle()).isEmpty();
    assertThat(provider.devices()).containsExactly(Device.PROCESSOR);
    assertThat(provider.lack(Kind.CUDA)).isEmpty();
    assertThat(provider.backend(Device.PROCESSOR).name()).isEqualTo("ND4J operations on CPU");
  }

  @Test
  void automatic_besideOneDnn_isOneDnn() {
    assertThat(BackendChoice.automatic().backend()).isInstanceOf(OneDnnBackend.class);
  }
}
