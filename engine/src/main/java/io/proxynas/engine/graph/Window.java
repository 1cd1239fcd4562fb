package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;

/**
 * A window that slides over an image: kernel, stride and zero padding, each in pixels. Padding at
 * the end may differ from padding at the start.
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight) {

  /** The shape of the image of window positions, with the given number of channels. */
  public ImageShape output(ImageShape input, int channels) {
    return new ImageShape(
        channels,
        (input.height() + padTop + padBottom - kernelHeight) / strideHeight + 1,
        (input.width() + padLeft + padRight - kernelWidth) / strideWidth + 1);
  }

  /**
   * The part of the padding that is as wide as the kernel or wider, as a window that only pads; see
   * {@link #withoutExcess}.
   */
  public Window excess() {
    return new Window(
        1,
        1,
        1,
        1,
        Math.max(0, padTop - kernelHeight / 2),
        Math.max(0, padLeft - kernelWidth / 2),
        Math.max(0, padBottom - kernelHeight / 2),
        Math.max(0, padRight - kernelWidth / 2));
  }

  /** This window over an image that has been padded by {@link #excess} before. */
  public Window withoutExcess() {
    Window e = excess();
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        padTop - e.padTop,
        padLeft - e.padLeft,
        padBottom - e.padBottom,
        padRight - e.padRight);
  }

  /** Whether there is any padding. */
  public boolean pads() {
    return padTop > 0 || padLeft > 0 || padBottom > 0 || padRight > 0;
  }
}
