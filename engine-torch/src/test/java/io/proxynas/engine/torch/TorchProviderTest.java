package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ServiceLoader;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TorchProviderTest {

  @BeforeEach
  void needsAMachineWithoutACard() {
    assumeFalse(TorchDevice.best().isCard(), "libtorch finds a card");
  }

  @Test
  void provider_isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .hasAtLeastOneElementOfType(TorchProvider.class);
  }

  @Test
  void provider_withoutACard_computesOnTheProcessor() {
    TorchProvider provider = new TorchProvider();

    assertThat(provider.prepare()).isEmpty();
    assertThat(provider.obstacle()).isEmpty();
    assertThat(provider.device()).isEqualTo(BackendProvider.Device.PROCESSOR);
    assertThat(provider.backend().name()).matches("libtorch \\d+\\.\\d+\\.\\d+ on CPU");
    assertThat(provider.reason()).isEqualTo("it is the fastest on the class path for this system");
  }

  @Test
  void automatic_besideOneDnn_isOneDnn() {
    assertThat(BackendChoice.automatic().backend()).isInstanceOf(OneDnnBackend.class);
  }

  @Test
  void names_ofCards() {
    assertThat(new TorchDevice(DeviceType.CUDA, 1)).hasToString("CUDA device 1");
    assertThat(new TorchDevice(DeviceType.MPS, 0)).hasToString("Apple's GPU");
  }
}
