package io.proxynas.engine.torch.function;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
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

  private Device device() {
    return onHost() ? new Device(kind) : new Device(kind, (byte) index);
  }

  private TensorOptions options() {
    return new TensorOptions()
        .dtype(new ScalarTypeOptional(ScalarType.Float))
        .device(new DeviceOptional(device()));
  }

  /** A tensor of zeros. */
  public Tensor zeros(long... shape) {
    return torch.zeros(shape, options());
  }

  /** A tensor of one value. */
  Tensor filled(float value, long... shape) {
    return zeros(shape).add_(new Scalar(value));
  }

  /** The values 0 to {@code count} − 1. */
  public Tensor counting(int count) {
    return torch.arange(new Scalar((float) count), options());
  }

  /** A new tensor with values from {@code offset} on. */
  public Tensor of(float[] from, int offset, long... shape) {
    return there(host(from, offset, shape), ScalarType.Float);
  }

  /** A new tensor of integers, of 64 bits each. */
  public Tensor integers(int... from) {
    long[] all = new long[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i];
    }
    Tensor host = torch.zeros(new long[] {all.length}, integerOptions());
    if (all.length > 0) {
      host.data_ptr_long().put(all);
    }
    return there(host, ScalarType.Long);
  }

  private static TensorOptions integerOptions() {
    return new TensorOptions().dtype(new ScalarTypeOptional(ScalarType.Long));
  }

  private static Tensor host(float[] from, int offset, long... shape) {
    Tensor host = torch.empty(shape);
    if (host.numel() > 0) { // an empty tensor has no bytes to point to
      host.data_ptr_float().put(from, offset, Math.toIntExact(host.numel()));
    }
    return host;
  }

  /**
   * A host's tensor on the device. CUDA has taken it over when the call returns, without waiting
   * for what the card still computes; Metal has not.
   */
  private Tensor there(Tensor host, ScalarType type) {
    boolean ahead = kind == DeviceType.CUDA;
    return onHost() ? host : host.to(device(), type, ahead, false, new MemoryFormatOptional());
  }

  /** Copies values from {@code offset} on into a tensor, in the order of its shape. */
  public void put(float[] from, int offset, Tensor into) {
    into.copy_(host(from, offset, into.sizes().vec().get()));
  }

  /** Copies all values of a tensor, in the order of its shape. */
  public void get(Tensor from, float[] into, int offset) {
    if (from.numel() > 0) {
      Tensor host = onHost() ? from : from.to(new Device(DeviceType.CPU), ScalarType.Float);
      host.contiguous().data_ptr_float().get(into, offset, Math.toIntExact(from.numel()));
    }
  }
}
