package io.proxynas.engine.graph;

/**
 * How a {@link Window} moves along one direction of an image; lengths in pixels.
 *
 * @param kernel values that a position reads, at least 1
 * @param stride between positions, at least 1
 * @param dilation between the values that a position reads; 1 where they are adjacent
 * @param before zeros before the image
 * @param after zeros after the image
 */
public record Axis(int kernel, int stride, int dilation, int before, int after) {

  public Axis {
    if (kernel < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "kernel, stride and dilation must be at least 1 and padding at least 0, but were "
              + "%d, %d, %d and %d, %d".formatted(kernel, stride, dilation, before, after));
    }
  }

  /** A window that only adds zeros. */
  static Axis padding(int before, int after) {
    return new Axis(1, 1, 1, before, after);
  }

  /** From the first value that a position reads to the last. */
  public int extent() {
    return (kernel - 1) * dilation + 1;
  }

  /** The number of positions over an image of the given length. */
  public int output(int input) {
    return Math.floorDiv(input + before + after - extent(), stride) + 1;
  }

  Axis excess() {
    return padding(Math.max(0, before - extent() / 2), Math.max(0, after - extent() / 2));
  }

  Axis withoutExcess() {
    Axis excess = excess();
    return new Axis(kernel, stride, dilation, before - excess.before, after - excess.after);
  }

  boolean pads() {
    return before > 0 || after > 0;
  }
}
