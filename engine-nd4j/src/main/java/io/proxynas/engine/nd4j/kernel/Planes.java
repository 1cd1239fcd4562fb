package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Transfer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One number for each plane (a channel of an image) on both sides: Java's, where groups are pooled,
 * and ND4J's, where a column of them meets a matrix (planes, pixels).
 */
final class Planes {

  final float[] values;
  private final INDArray column;
  private final INDArray ones;

  Planes(Context context, int count, int pixels) {
    values = new float[count];
    column = context.array(count, 1);
    ones = context.array(pixels, 1).assign(1);
  }

  /** Takes the values over to ND4J's side. */
  void send() {
    Transfer.put(values, 0, column);
  }

  /** Takes the values over from ND4J's side. */
  void receive() {
    Transfer.get(column, values, 0);
  }

  /** A call that sums each plane up: a product with ones, 3 times as fast as {@code reduce_sum}. */
  Runnable sum(INDArray matrix) {
    return new NativeCall("matmul", matrix, ones, column);
  }

  /** A call that sums the squares of each plane up. */
  Runnable sumOfSquares(INDArray matrix) {
    return new NativeCall("reduce_sqnorm", matrix, column).integers(1).flags(true);
  }

  /** A call that adds to, or multiplies, each pixel by its plane's value. */
  Runnable applied(String name, INDArray matrix, INDArray out) {
    return new NativeCall(name, matrix, column, out);
  }
}
