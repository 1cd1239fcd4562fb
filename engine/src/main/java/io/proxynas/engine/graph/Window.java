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
}
