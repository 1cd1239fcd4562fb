package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Kernels that join values of several inputs, or pass over one. */
public final class Elementwise {

  private static final int CHANNELS = 1;

  private Elementwise() {}

  /** Σ sᵢ·xᵢ; the gradient of xᵢ is sᵢ·dy. */
  static Kernel sum(Context context, Operation.Sum operation, List<Tensor> in, Tensor out) {
    CallKernel kernel = new CallKernel();
    INDArray term = context.array(out.value().shape());
    for (int i = 0; i < in.size(); i++) {
      INDArray scale = context.constant(operation.scales().get(i));
      Tensor x = in.get(i);
      kernel.forward(new NativeCall("multiply", x.value(), scale, i == 0 ? out.value() : term));
      if (i > 0) {
        kernel.forward(new NativeCall("add", out.value(), term, out.value()));
      }
      if (x.gradient() != null) {
        kernel.backward(new NativeCall("multiply", out.requireGradient(), scale, x.gradient()));
      }
    }
    return kernel;
  }

  /** Repeats a value along directions of length 1: a product with ones. */
  static Kernel broadcast(Context context, Tensor in, Tensor out) {
    INDArray ones = context.array(out.value().shape());
    ones.assign(1);
    CallKernel kernel =
        new CallKernel().forward(new NativeCall("multiply", ones, in.value(), out.value()));
    if (in.gradient() != null) {
      long[] repeated =
          IntStream.range(0, out.value().rank())
              .filter(i -> in.value().size(i) != out.value().size(i))
              .asLongStream()
              .toArray();
      kernel.backward(
          new NativeCall("reduce_sum", out.requireGradient(), in.gradient())
              .integers(repeated)
              .flags(true));
    }
    return kernel;
  }

  /** a·b; the gradient of one is that times the other. */
  static Kernel product(Tensor a, Tensor b, Tensor out) {
    CallKernel kernel =
        new CallKernel().forward(new NativeCall("multiply", a.value(), b.value(), out.value()));
    if (a.gradient() != null) {
      kernel.backward(new NativeCall("multiply", out.requireGradient(), b.value(), a.gradient()));
    }
    if (b.gradient() != null) {
      kernel.backward(new NativeCall("multiply", out.requireGradient(), a.value(), b.gradient()));
    }
    return kernel;
  }

  /** The larger; its gradient goes to b where b − a is positive, else to a. */
  static Kernel maximum(Context context, Tensor a, Tensor b, Tensor out) {
    CallKernel kernel =
        new CallKernel().forward(new NativeCall("maximum", a.value(), b.value(), out.value()));
    if (out.gradient() == null) {
      return kernel;
    }
    INDArray lead = context.array(out.value().shape());
    INDArray db = context.gradientOrScratch(b);
    kernel
        .backward(new NativeCall("subtract", b.value(), a.value(), lead))
        .backward(NativeCall.step(lead, lead))
        .backward(new NativeCall("multiply", lead, out.gradient(), db));
    if (a.gradient() != null) {
      kernel.backward(new NativeCall("subtract", out.gradient(), db, a.gradient()));
    }
    return kernel;
  }

  /** Channels, one input's after the other's. */
  static Kernel concatenation(List<Tensor> in, Tensor out) {
    CallKernel kernel = new CallKernel();
    List<INDArray> values = in.stream().map(Tensor::value).toList();
    kernel.forward(new NativeCall("concat", values, List.of(out.value())).integers(CHANNELS));
    long from = 0;
    for (Tensor part : in) {
      long to = from + part.value().size(CHANNELS);
      if (part.gradient() != null) {
        kernel.backward(
            NativeCall.copy(channels(out.requireGradient(), from, to), part.gradient()));
      }
      from = to;
    }
    return kernel;
  }

  private static INDArray channels(INDArray images, long from, long to) {
    return images.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(from, to),
        NDArrayIndex.all(),
        NDArrayIndex.all());
  }

  /** Softmax over channels; dx = dy·y − y·Σ dy·y. */
  static Kernel softmax(Context context, Tensor in, Tensor out) {
    INDArray y = out.value();
    CallKernel kernel =
        new CallKernel()
            .forward(
                // Along an axis that is not the last one, M2.1 gives wrong values.
                new NativeCall("softmax", channelsLast(in.value()), channelsLast(y)).integers(3));
    INDArray dx = in.gradient();
    if (dx != null) {
      INDArray dy = out.requireGradient();
      INDArray sum = context.array(y.size(0), 1, y.size(2), y.size(3));
      kernel
          .backward(new NativeCall("multiply", dy, y, dx))
          .backward(new NativeCall("reduce_sum", dx, sum).integers(CHANNELS).flags(true))
          .backward(new NativeCall("multiply", y, sum, dy))
          .backward(new NativeCall("subtract", dx, dy, dx));
    }
    return kernel;
  }

  private static INDArray channelsLast(INDArray images) {
    return images.permute(0, 2, 3, 1);
  }

  /**
   * Adds the gradient that one consumer of a value has written apart to the gradient of the value.
   * It stands before that consumer, so that its backward pass comes after.
   */
  public static Kernel gradientSum(INDArray sum, INDArray part) {
    return new CallKernel().backward(new NativeCall("add", sum, part, sum));
  }
}
