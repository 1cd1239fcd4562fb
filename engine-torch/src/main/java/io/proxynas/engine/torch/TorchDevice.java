package io.proxynas.engine.torch;

import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.internal.driver.Card;
import io.proxynas.engine.internal.driver.NvidiaSmi;
import io.proxynas.engine.torch.function.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * What libtorch computes on.
 *
 * @param device in the engine's words
 */
record TorchDevice(Device device) {

  static final TorchDevice PROCESSOR = new TorchDevice(Device.PROCESSOR);

  /** All that libtorch can use; it must be loaded. */
  static List<Device> all() {
    List<Device> all = new ArrayList<>();
    if (torch.cuda_is_available()) {
      List<Card> cards = NvidiaSmi.cards();
      for (int i = 0; i < torch.cuda_device_count(); i++) {
        all.add(new Device(Kind.CUDA, i, i < cards.size() ? cards.get(i).name() : "NVIDIA"));
      }
    }
    if (torch.hasMPS()) {
      all.add(new Device(Kind.MPS, 0, "Apple's GPU"));
    }
    all.add(Device.PROCESSOR);
    return all;
  }

  /** Makes tensors there. */
  Values values() {
    return new Values(
        switch (device.kind()) {
          case CUDA -> DeviceType.CUDA;
          case MPS -> DeviceType.MPS;
          case CPU -> DeviceType.CPU;
        },
        device.index());
  }

  /** The memory that nobody uses now, as the driver tells it; empty where it tells nothing. */
  OptionalLong freeBytes() {
    List<Card> cards = device.kind() == Kind.CUDA ? NvidiaSmi.cards() : List.of();
    return device.index() < cards.size()
        ? OptionalLong.of(cards.get(device.index()).freeBytes())
        : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return device.name();
  }
}
