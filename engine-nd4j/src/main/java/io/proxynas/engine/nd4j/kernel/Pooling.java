package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import io.proxynas.engine.nd4j.call.Transfer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maximum or mean of a window that pads evenly. */
final class Pooling {

  private Pooling() {}

  static CallKernel kernel(Operation.Pooling operation, Tensor in, Tensor out) {
    String name = operation.kind() == Operation.Pooling.Kind.MAX ? "maxpool2d" : "avgpool2d";
    boolean countsZeros = operation.kind() == Operation.Pooling.Kind.AVERAGE_WITH_PADDING;
    long[] arguments = Frame.arguments(operation.window(), countsZeros ? 1 : 0, Frame.NCHW);
    CallKernel kernel =
        new CallKernel().forward(new NativeCall(name, in.value(), out.value()).integers(arguments));
    if (in.gradient() != null) {
      kernel.backward(
          new NativeCall(name + "_bp", in.value(), out.requireGradient(), in.gradient())
              .integers(arguments));
    }
    return kernel;
  }

  /**
   * By position, (1, 1, H, W): the number of values that the window reads, over the number of those
   * that are in the image. Times this, a mean that counts the padding becomes one that does not.
   */
  static INDArray correction(Context context, Window window, int height, int width) {
    int rows = window.rows().output(height);
    int columns = window.columns().output(width);
    float[] factors = new float[rows * columns];
    for (int i = 0; i < factors.length; i++) {
      int inside =
          inside(window.rows(), i / columns, height) * inside(window.columns(), i % columns, width);
      factors[i] = (float) window.area() / Math.max(1, inside);
    }
    INDArray array = context.array(1, 1, rows, columns);
    Transfer.put(factors, 0, array);
    return array;
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
