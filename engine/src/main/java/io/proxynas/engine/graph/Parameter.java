package io.proxynas.engine.graph;

/**
 * A tensor of a network's flat parameter vector.
 *
 * @param layer the DL4J layer's name
 * @param key the DL4J parameter's key, such as {@code W}
 * @param shape in row-major order
 * @param axes of DL4J's array in the order of {@code shape}, whose lengths may join some of them;
 *     none where the order is the same
 * @param offset of its first value in the flat vector
 * @param start how it is initialised
 */
public record Parameter(
    String layer, String key, int[] shape, int[] axes, int offset, Start start) {

  /** What a parameter starts from. */
  public enum Start {
    /**
     * Uniform in ±1/√fan-in: PyTorch's default for convolutions and linear layers, DL4J's {@code
     * WeightInit.UNIFORM}.
     */
    UNIFORM_FAN_IN,
    ZERO,
    ONE
  }

  /** DL4J's name of it in a network, such as {@code convolution1_W}. */
  public String name() {
    return layer + "_" + key;
  }

  /** The number of values. */
  public int size() {
    int size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  /** The number of inputs that one output sums over: the product of all lengths but the first. */
  public int fanIn() {
    return size() / shape[0];
  }
}
