package io.proxynas.engine.torch;

import io.proxynas.engine.torch.function.Values;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * What libtorch computes on.
 *
 * @param kind of device
 * @param index among those of its kind, from 0
 */
record TorchDevice(DeviceType kind, int index) {

  static final TorchDevice PROCESSOR = new TorchDevice(DeviceType.CPU, 0);

  /** The first card that libtorch can use, or the processor; libtorch must be loaded. */
  static TorchDevice best() {
    if (torch.cuda_is_available()) {
      return new TorchDevice(DeviceType.CUDA, 0);
    }
    return torch.hasMPS() ? new TorchDevice(DeviceType.MPS, 0) : PROCESSOR;
  }

  boolean isCard() {
    return kind != DeviceType.CPU;
  }

  /** Makes tensors there. */
  Values values() {
    return new Values(kind, index);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case CPU -> "CPU";
      case MPS -> "Apple's GPU";
      default -> kind.name() + " device " + index;
    };
  }
}
