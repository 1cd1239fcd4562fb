package io.proxynas.engine.torch.function;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Maximum or mean of a window. */
final class Pooling {

  private Pooling() {}

  static TensorFunction of(Context context, Operation.Pooling operation, ImageShape input) {
    Sliding window = new Sliding(operation.window());
    if (operation.kind() == Operation.Pooling.Kind.MAX) {
      return in -> maximum(window, in.get(0));
    }
    boolean dilated =
        operation.window().both(Axis::dilation)[0] > 1
            || operation.window().both(Axis::dilation)[1] > 1;
    TensorFunction mean = dilated ? dilatedMean(context, window, input.channels()) : mean(window);
    if (operation.kind() == Operation.Pooling.Kind.AVERAGE_WITH_PADDING
        || !operation.window().pads()) {
      return mean;
    }
    Tensor correction = correction(context, operation.window(), input);
    return in -> mean.apply(in).mul(correction);
  }

  private static Tensor maximum(Sliding window, Tensor image) {
    return torch.max_pool2d(
        window.pad(image, Float.NEGATIVE_INFINITY),
        window.kernel(),
        window.strides(),
        window.padding(),
        window.dilations(),
        false);
  }

  private static TensorFunction mean(Sliding window) {
    LongOptional area = new LongOptional();
    return in ->
        torch.avg_pool2d(
            window.pad(in.get(0), 0),
            window.kernel(),
            window.strides(),
            window.padding(),
            false,
            true,
            area);
  }

  /** libtorch's mean has no dilation, so a convolution of each channel takes its place. */
  private static TensorFunction dilatedMean(Context context, Sliding window, int channels) {
    int area = window.window().area();
    long[] kernel = window.kernel();
    Tensor weights = context.values().filled(1f / area, channels, 1, kernel[0], kernel[1]);
    TensorOptional none = new TensorOptional();
    return in ->
        torch.conv2d(
            window.pad(in.get(0), 0),
            weights,
            none,
            window.strides(),
            window.padding(),
            window.dilations(),
            channels);
  }

  /**
   * By position, (1, 1, H, W): the number of values that the window reads, over the number of those
   * that are in the image. Times this, a mean that counts the padding becomes one that does not.
   */
  private static Tensor correction(Context context, Window window, ImageShape input) {
    int rows = window.rows().output(input.height());
    int columns = window.columns().output(input.width());
    float[] factors = new float[rows * columns];
    for (int i = 0; i < factors.length; i++) {
      int inside =
          inside(window.rows(), i / columns, input.height())
              * inside(window.columns(), i % columns, input.width());
      factors[i] = (float) window.area() / Math.max(1, inside);
    }
    return context.values().of(factors, 0, 1, 1, rows, columns);
  }

  private static int inside(Axis axis, int position, int length) {
    int count = 0;
    for (int k = 0; k < axis.kernel(); k++) {
      int at = position * axis.stride() + k * axis.dilation() - axis.before();
      count += at >= 0 && at < length ? 1 : 0;
    }
    return count;
  }
}
