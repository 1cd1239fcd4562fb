package io.proxynas.engine.nd4j.call;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What all kernels of one executable share, and the owner of their arrays.
 *
 * @param batch images at a time
 * @param pass what they are for
 * @param state the network's parameters and their gradients
 * @param arrays all that were made
 */
public record Context(int batch, Pass pass, NetworkState state, List<INDArray> arrays)
    implements AutoCloseable {

  public Context(int batch, Pass pass, NetworkState state) {
    this(batch, pass, state, new ArrayList<>());
  }

  /** An array of zeros in row-major order, of no workspace that the caller may have open. */
  public INDArray array(long... shape) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape).assign(0);
    arrays.add(array);
    return array;
  }

  /** An array of one value, for all elements of another. */
  public INDArray constant(double value) {
    return array(1).assign(value);
  }

  public Tensor tensor(ImageShape shape, boolean withGradient) {
    return new Tensor(images(shape), withGradient ? images(shape) : null);
  }

  /** A batch of images. */
  public INDArray images(ImageShape shape) {
    return array(batch, shape.channels(), shape.height(), shape.width());
  }

  /**
   * Where an operation that gives all gradients at once shall write that of its input: the input's
   * own, or, where nobody needs it, an array to throw away.
   */
  public INDArray gradientOrScratch(Tensor in) {
    INDArray gradient = in.gradient();
    return gradient == null ? array(in.value().shape()) : gradient;
  }

  /** Copies a parameter from the flat vector, if there is one. */
  public void load(@Nullable Parameter parameter, @Nullable INDArray into) {
    if (parameter != null && into != null) {
      Transfer.put(state.weights(), parameter.offset(), into);
    }
  }

  /** Copies a gradient into the flat vector of gradients, if there is one. */
  public void store(@Nullable INDArray gradient, @Nullable Parameter parameter) {
    if (parameter != null && gradient != null) {
      Transfer.get(gradient, state.gradients(), parameter.offset());
    }
  }

  @Override
  public void close() {
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
