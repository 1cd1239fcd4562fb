package io.proxynas.engine.torch.function;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Float32 tensors on a device, and the way of values there and back.
 *
 * @param kind of device
 * @param index among those of its kind, from 0
 */
public record Values(DeviceType kind, int index) {

  private boolean onHost() {
    return kind == DeviceType.CPU;
  }

  private TensorOptions options() {
    Device device = onHost() ? new Device(kind) : new Device(kind, (byte) index);
    return new TensorOptions()
        .dtype(new ScalarTypeOptional(ScalarType.Float))
        .device(new DeviceOptional(device));
  }

  /** A tensor of zeros. */
  public Tensor zeros(long... shape) {
    return torch.zeros(shape, options());
  }

  /** A tensor of one value. */
  Tensor filled(float value, long... shape) {
    return zeros(shape).add_(new org.bytedeco.pytorch.Scalar(value));
  }

  /** A new tensor with values from {@code offset} on. */
  public Tensor of(float[] from, int offset, long... shape) {
    Tensor host = torch.empty(shape);
    write(from, offset, host);
    return onHost() ? host : host.to(new Device(kind, (byte) index), ScalarType.Float);
  }

  /** Copies values from {@code offset} on into a contiguous tensor. */
  void put(float[] from, int offset, Tensor into) {
    if (onHost()) {
      write(from, offset, into);
    } else {
      into.copy_(of(from, offset, into.sizes().vec().get()));
    }
  }

  /** An empty tensor has no bytes to point to. */
  private static void write(float[] from, int offset, Tensor into) {
    if (into.numel() > 0) {
      into.data_ptr_float().put(from, offset, Math.toIntExact(into.numel()));
    }
  }

  /** Copies all values of a tensor, in the order of its shape. */
  public void get(Tensor from, float[] into, int offset) {
    Tensor host = onHost() ? from : from.to(new Device(DeviceType.CPU), ScalarType.Float);
    host.contiguous().data_ptr_float().get(into, offset, Math.toIntExact(from.numel()));
  }
}
