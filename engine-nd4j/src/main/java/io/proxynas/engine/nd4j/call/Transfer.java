package io.proxynas.engine.nd4j.call;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bulk copies between Java arrays and whole ND4J arrays in row-major order. */
public final class Transfer {

  private Transfer() {}

  /** Fills an array with values from an offset on. */
  public static void put(float[] values, int offset, INDArray into) {
    DataBuffer buffer = into.data();
    // On CUDA this buffer is the host's copy, brought up to date by the call.
    buffer.asNioFloat().put(0, values, offset, Math.toIntExact(into.length()));
    // Marks the host's copy as the newer one; the bulk copy alone does not.
    buffer.put(0, values[offset]);
  }

  /** Copies all values of an array to an offset. */
  public static void get(INDArray from, float[] values, int offset) {
    from.data().asNioFloat().get(0, values, offset, Math.toIntExact(from.length()));
  }
}
