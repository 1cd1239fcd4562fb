package io.proxynas.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.backend.Device.Kind;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRequestTest {

  private static final Device FIRST = new Device(Kind.CUDA, 0, "NVIDIA A10");
  private static final Device SECOND = new Device(Kind.CUDA, 1, "NVIDIA A10");

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda", "cuda:0", "cuda:12", "mps"})
  void parse_aWord_isWrittenAgainAsItWas(String text) {
    assertThat(DeviceRequest.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:x", "cpu:0", "cuda:12345"})
  void parse_another_isRejected(String text) {
    assertThatThrownBy(() -> DeviceRequest.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"%s\"",
            text);
  }

  @Test
  void admits_devicesOfTheKindAndNumber() {
    assertThat(DeviceRequest.AUTO.admits(FIRST)).isTrue();
    assertThat(DeviceRequest.AUTO.admits(Device.PROCESSOR)).isTrue();
    assertThat(DeviceRequest.of(Kind.CUDA).admits(SECOND)).isTrue();
    assertThat(DeviceRequest.of(Kind.CUDA).admits(Device.PROCESSOR)).isFalse();
    assertThat(DeviceRequest.parse("cuda:1").admits(SECOND)).isTrue();
    assertThat(DeviceRequest.parse("cuda:1").admits(FIRST)).isFalse();
  }

  @Test
  void constructor_aNumberWithoutCards_isRejected() {
    assertThatThrownBy(() -> new DeviceRequest(Optional.of(Kind.CPU), OptionalInt.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a number must be that of a card of the kind cuda, but was 2 of cpu");
  }

  @Test
  void device_isWrittenAsUsersDo() {
    assertThat(SECOND).hasToString("cuda:1 (NVIDIA A10)");
    assertThat(new Device(Kind.MPS, 0, "Apple's GPU")).hasToString("mps (Apple's GPU)");
    assertThat(Device.PROCESSOR).hasToString("cpu");
  }
}
