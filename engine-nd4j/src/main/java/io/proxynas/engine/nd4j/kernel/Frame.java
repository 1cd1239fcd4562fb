package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Windows in the terms of ND4J's operations; where these can't pad as a window says, images are
 * copied into a wider frame.
 */
final class Frame {

  /** Of the integer arguments of ND4J's operations: images in the order (N, C, H, W). */
  static final int NCHW = 0;

  private static final int EXPLICIT_PADDING = 0;

  private Frame() {}

  /**
   * Whether ND4J's operations, which pad by the same length on both sides, read what the window
   * says. Beyond half the kernel they leave their fast code.
   */
  static boolean isNeeded(Window window, ImageShape image) {
    return window.excess().pads()
        || isOneSided(window.rows(), image.height())
        || isOneSided(window.columns(), image.width());
  }

  /** Zeros after the image that no position reads do not count. */
  private static boolean isOneSided(Axis axis, int length) {
    Axis even =
        new Axis(axis.kernel(), axis.stride(), axis.dilation(), axis.before(), axis.before());
    return even.output(length) != axis.output(length);
  }

  /** A window as ND4J's operations take it, followed by what each of them takes after that. */
  static long[] arguments(Window window, long... others) {
    LongStream lengths =
        Stream.<ToLongFunction<Axis>>of(Axis::kernel, Axis::stride, Axis::before, Axis::dilation)
            .map(window::both)
            .flatMapToLong(LongStream::of);
    LongStream mode = LongStream.of(EXPLICIT_PADDING);
    return LongStream.concat(LongStream.concat(lengths, mode), LongStream.of(others)).toArray();
  }

  /** A window that only adds the padding of another. */
  static Window paddingOf(Window window) {
    Axis rows = window.rows();
    Axis columns = window.columns();
    return Window.padding(rows.before(), rows.after(), columns.before(), columns.after());
  }

  /** A window without its padding. */
  static Window withoutPadding(Window window) {
    return new Window(withoutPadding(window.rows()), withoutPadding(window.columns()));
  }

  private static Axis withoutPadding(Axis axis) {
    return new Axis(axis.kernel(), axis.stride(), axis.dilation(), 0, 0);
  }

  /** Copies images inside a frame, whose own values stay. */
  static Kernel kernel(Window padding, Tensor in, Tensor out) {
    CallKernel kernel =
        new CallKernel()
            .forward(NativeCall.copy(in.value(), inside(padding, out.value(), in.value())));
    if (in.gradient() != null) {
      kernel.backward(
          NativeCall.copy(inside(padding, out.requireGradient(), in.value()), in.gradient()));
    }
    return kernel;
  }

  private static INDArray inside(Window padding, INDArray frame, INDArray image) {
    int top = padding.rows().before();
    int left = padding.columns().before();
    return frame.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.interval(top, top + image.size(2)),
        NDArrayIndex.interval(left, left + image.size(3)));
  }
}
