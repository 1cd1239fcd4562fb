package io.proxynas.engine.architecture;

/**
 * The shape of one image in the order of its memory: channels, height, width.
 *
 * @param channels at least 1
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record ImageShape(int channels, int height, int width) {

  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image shape must have at least 1 channel, row and column, but was "
              + channels
              + "x"
              + height
              + "x"
              + width);
    }
  }

  /** The number of values of one image, channels × height × width. */
  public int size() {
    return channels * height * width;
  }

  /** {@code channels x height x width}, as in {@code 1x28x28}. */
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
