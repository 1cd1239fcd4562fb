package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ServiceLoader;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TorchProviderTest {

  @BeforeEach
  void needsAMachineWithoutACard() {
    assumeTrue(TorchLibrary.obstacle().isEmpty(), "libtorch does not load");
    assumeFalse(torch.cuda_is_available() || torch.hasMPS(), "libtorch finds a card");
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
    assertThat(provider.devices()).containsExactly(Device.PROCESSOR);
    Backend backend = provider.backend(Device.PROCESSOR);
    assertThat(backend.name()).matches("libtorch \\d+\\.\\d+\\.\\d+ on CPU");
    assertThat(backend.freeBytes()).isEmpty();
    assertThat(provider.reason(Device.PROCESSOR))
        .isEqualTo("it is the fastest on the class path for this system");
  }

  @Test
  void automatic_besideOneDnn_isOneDnn() {
    assertThat(BackendChoice.automatic().backend()).isInstanceOf(OneDnnBackend.class);
  }

  @Test
  void lack_ofCards_saysWhatBringsThem() {
    TorchProvider provider = new TorchProvider();

    assertThat(provider.lack(Kind.CUDA))
        .hasValueSatisfying(text -> assertThat(text).contains("-Ptorch-gpu"));
    assertThat(provider.lack(Kind.MPS))
        .hasValue("libtorch computes on Apple's graphics on macOS arm64 alone");
    assertThat(provider.lack(Kind.CPU)).isEmpty();
  }

  @Test
  void device_aCard_isNamed() {
    Device card = new Device(Kind.CUDA, 1, "NVIDIA H100");

    assertThat(new TorchDevice(card)).hasToString("NVIDIA H100");
    assertThat(new TorchProvider().reason(card)).isEqualTo("libtorch finds a card");
  }
}
