package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Functions of each element. Gradients are put together of simple operations, which are several
 * times faster than ND4J's own for the purpose ({@code relu_bp}, {@code sigmoid_bp} and the like).
 */
final class Activations {

  /** √(2/π) of GELU, doubled: x/2·(1 + tanh(u)) = x·σ(2u). */
  private static final double GELU_SLOPE = 2 * Math.sqrt(2 / Math.PI);

  private static final double GELU_CUBIC = 0.044715;

  private final Context context;
  private final Activation operation;
  private final INDArray x;
  private final INDArray y;
  private final Tensor in;
  private final Tensor out;
  private final CallKernel kernel = new CallKernel();

  private Activations(Context context, Activation operation, Tensor in, Tensor out) {
    this.context = context;
    this.operation = operation;
    this.in = in;
    this.out = out;
    x = in.value();
    y = out.value();
  }

  static Kernel kernel(Context context, Activation operation, Tensor in, Tensor out) {
    return new Activations(context, operation, in, out).kernel();
  }

  private Kernel kernel() {
    double alpha = operation.alpha();
    switch (operation.function()) {
      case SIGMOID -> sigmoid();
      case TANH -> tanh();
      case RELU -> relu(alpha);
      case CLIPPED_RELU -> clippedRelu(alpha);
      case ELU -> elu(alpha);
      case SWISH -> swish(alpha);
      case GELU -> gelu();
    }
    return kernel;
  }

  /** dx = dy·y·(1 − y). */
  private void sigmoid() {
    kernel.forward(new NativeCall("sigmoid", x, y));
    INDArray dx = in.gradient();
    if (dx != null) {
      kernel
          .backward(new NativeCall("subtract", context.constant(1), y, dx))
          .backward(new NativeCall("multiply", dx, y, dx))
          .backward(new NativeCall("multiply", dx, out.requireGradient(), dx));
    }
  }

  private void tanh() {
    kernel.forward(new NativeCall("tanh", x, y));
    if (in.gradient() != null) {
      kernel.backward(new NativeCall("tanh_bp", x, out.requireGradient(), in.gradient()));
    }
  }

  /** dx = dy·(α + (1 − α)·[x &gt; 0]). */
  private void relu(double alpha) {
    kernel.forward(
        operation.isRelu()
            ? new NativeCall("relu", x, y).reals(0)
            : new NativeCall("lrelu", x, y).reals(alpha));
    INDArray dx = in.gradient();
    if (dx != null) {
      kernel.backward(NativeCall.step(x, dx));
      if (!operation.isRelu()) {
        kernel
            .backward(new NativeCall("multiply", dx, context.constant(1 - alpha), dx))
            .backward(new NativeCall("add", dx, context.constant(alpha), dx));
      }
      kernel.backward(new NativeCall("multiply", dx, out.requireGradient(), dx));
    }
  }

  /** dx = dy·[y &gt; 0]·[α − y &gt; 0]. */
  private void clippedRelu(double alpha) {
    kernel.forward(new NativeCall("relu", x, y).reals(0)).forward(NativeCall.minimum(y, alpha, y));
    INDArray dx = in.gradient();
    if (dx != null) {
      INDArray dy = out.requireGradient();
      kernel
          .backward(NativeCall.step(y, dx))
          .backward(new NativeCall("multiply", dy, dx, dy))
          .backward(new NativeCall("subtract", context.constant(alpha), y, dx))
          .backward(NativeCall.step(dx, dx))
          .backward(new NativeCall("multiply", dy, dx, dx));
    }
  }

  /** dx = dy where x is positive, else dy·(y + α); ND4J's own is wrong unless α is 1. */
  private void elu(double alpha) {
    kernel.forward(new NativeCall("elu", x, y).reals(alpha));
    INDArray dx = in.gradient();
    if (dx != null) {
      INDArray dy = out.requireGradient();
      INDArray slope = context.array(x.shape());
      kernel
          .backward(NativeCall.step(x, dx))
          .backward(new NativeCall("multiply", dx, dy, dx))
          .backward(new NativeCall("subtract", dy, dx, dy))
          .backward(new NativeCall("add", y, context.constant(alpha), slope))
          .backward(new NativeCall("multiply", dy, slope, dy))
          .backward(new NativeCall("add", dx, dy, dx));
    }
  }

  /** v = αx and its derivative α. */
  private void swish(double alpha) {
    INDArray v = context.array(x.shape());
    kernel.forward(new NativeCall("multiply", x, context.constant(alpha), v));
    gated(v, context.constant(alpha));
  }

  /** v = s·x·(1 + c·x²) and its derivative s·(1 + 3c·x²), both by way of x². */
  private void gelu() {
    INDArray v = context.array(x.shape());
    INDArray slope = context.array(x.shape());
    INDArray one = context.constant(1);
    INDArray scale = context.constant(GELU_SLOPE);
    kernel
        .forward(new NativeCall("multiply", x, x, v))
        .forward(new NativeCall("multiply", v, context.constant(3 * GELU_CUBIC), slope))
        .forward(new NativeCall("add", slope, one, slope))
        .forward(new NativeCall("multiply", slope, scale, slope))
        .forward(new NativeCall("multiply", v, context.constant(GELU_CUBIC), v))
        .forward(new NativeCall("add", v, one, v))
        .forward(new NativeCall("multiply", v, scale, v))
        .forward(new NativeCall("multiply", v, x, v));
    gated(v, slope);
  }

  /**
   * y = x·s with s = σ(v(x)); dx = dy·(s + y·(1 − s)·v′).
   *
   * @param v overwritten by s
   * @param derivative v′, of the shape of x or one value for all
   */
  private void gated(INDArray v, INDArray derivative) {
    kernel.forward(new NativeCall("sigmoid", v, v)).forward(new NativeCall("multiply", x, v, y));
    INDArray dx = in.gradient();
    if (dx != null) {
      INDArray rest = context.array(x.shape());
      kernel
          .backward(new NativeCall("subtract", context.constant(1), v, rest))
          .backward(new NativeCall("multiply", rest, derivative, rest))
          .backward(new NativeCall("multiply", rest, y, rest))
          .backward(new NativeCall("add", rest, v, rest))
          .backward(new NativeCall("multiply", rest, out.requireGradient(), dx));
    }
  }
}
