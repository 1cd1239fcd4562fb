package io.proxynas.engine.torch.function;

import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Window;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A window in libtorch's words. libtorch pads both sides alike, and for pooling by half the kernel
 * at most; any other padding is put around the image before.
 *
 * @param window of the operation
 */
record Sliding(Window window) {

  long[] kernel() {
    return window.both(Axis::kernel);
  }

  long[] strides() {
    return window.both(Axis::stride);
  }

  long[] dilations() {
    return window.both(Axis::dilation);
  }

  /** What libtorch pads itself. */
  long[] padding() {
    return isPlain() ? window.both(Axis::before) : new long[2];
  }

  boolean isPlain() {
    return isPlain(window.rows()) && isPlain(window.columns());
  }

  private static boolean isPlain(Axis axis) {
    return axis.before() == axis.after() && axis.before() <= axis.kernel() / 2;
  }

  /** The image with the padding that libtorch does not put around it. */
  Tensor pad(Tensor image, float value) {
    return isPlain() ? image : padded(image, window, value);
  }

  static Tensor padded(Tensor image, Window window, float value) {
    long[] sides = {
      window.columns().before(),
      window.columns().after(),
      window.rows().before(),
      window.rows().after()
    };
    return torch.constant_pad_nd(image, sides, new Scalar(value));
  }
}
