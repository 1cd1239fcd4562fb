package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaDeviceTest {

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "7.0", "8.6", "8.9"})
  void obstacle_capabilityWithCode_none(String capability) {
    assertThat(CudaDevice.obstacle(List.of("0, " + capability + ", NVIDIA RTX A4000"))).isEmpty();
  }

  @Test
  void obstacle_hopper_saysRuleValueAndRemedy() {
    assertThat(CudaDevice.obstacle(List.of("0, 8.0, NVIDIA A100", "1, 9.0, NVIDIA H100 PCIe")))
        .hasValue(
            "ND4J's CUDA library has code for compute capabilities from 3.7 to below 9.0, but device"
                + " 1 (NVIDIA H100 PCIe) has 9.0; to run on the CPU instead, build without -Pcuda,"
                + " or hide the device by CUDA_VISIBLE_DEVICES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "12.0"})
  void obstacle_otherCapabilities_sayTheValue(String capability) {
    assertThat(CudaDevice.obstacle(List.of("0, " + capability + ", GPU")))
        .hasValueSatisfying(
            message -> assertThat(message).contains("device 0 (GPU) has " + capability));
  }

  @Test
  void obstacle_noDevice_saysSo() {
    assertThat(CudaDevice.obstacle(List.of("")))
        .hasValue(
            "a build for CUDA needs an NVIDIA driver and a device, but nvidia-smi lists none; to"
                + " run on the CPU instead, build without -Pcuda");
  }

  @Test
  void obstacle_otherOutput_isQuoted() {
    assertThat(CudaDevice.obstacle(List.of("No devices were found")))
        .hasValue(
            "nvidia-smi must list devices as \"index, compute capability, name\", but said \"No"
                + " devices were found\"; to run on the CPU instead, build without -Pcuda");
  }
}
