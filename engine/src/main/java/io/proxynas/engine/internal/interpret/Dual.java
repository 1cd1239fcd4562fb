package io.proxynas.engine.internal.interpret;

import io.proxynas.engine.architecture.ImageShape;

/**
 * A value of a program, with its derivative.
 *
 * @param shape (C, H, W)
 * @param x the values, in the order channel, row, column
 * @param dx their derivatives
 */
public record Dual(ImageShape shape, double[] x, double[] dx) {

  static Dual zeros(ImageShape shape) {
    return new Dual(shape, new double[shape.size()], new double[shape.size()]);
  }
}
