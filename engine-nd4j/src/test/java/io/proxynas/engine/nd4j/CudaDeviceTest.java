package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.internal.driver.Card;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaDeviceTest {

  private static Card card(int index, String capability, String name) {
    return new Card(Integer.toString(index), "GPU-" + index, name, "550.54", capability, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "7.0", "8.6", "8.9"})
  void obstacle_capabilityWithCode_none(String capability) {
    assertThat(CudaDevice.obstacle(List.of(card(0, capability, "NVIDIA RTX A4000")))).isEmpty();
  }

  @Test
  void obstacle_hopper_saysRuleValueAndRemedy() {
    assertThat(
            CudaDevice.obstacle(
                List.of(card(0, "8.0", "NVIDIA A100"), card(1, "9.0", "NVIDIA H100 PCIe"))))
        .hasValue(
            "ND4J's CUDA library has code for compute capabilities from 3.7 to below 9.0, but device"
                + " 1 (NVIDIA H100 PCIe) has 9.0; to run on the CPU instead, build without -Pcuda,"
                + " or hide the device by CUDA_VISIBLE_DEVICES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "12.0", "[N/A]"})
  void obstacle_otherCapabilities_sayTheValue(String capability) {
    assertThat(CudaDevice.obstacle(List.of(card(0, capability, "GPU"))))
        .hasValueSatisfying(
            message -> assertThat(message).contains("device 0 (GPU) has " + capability));
  }

  @Test
  void obstacle_noDevice_saysSo() {
    assertThat(CudaDevice.obstacle(List.of()))
        .hasValue(
            "a build for CUDA needs an NVIDIA driver and a device, but nvidia-smi lists none that"
                + " CUDA_VISIBLE_DEVICES leaves; to run on the CPU instead, build without -Pcuda");
  }
}
