package io.proxynas.eval.stat;

import java.util.Arrays;

/** What the statistics require of their input, in one place. */
final class Pairs {

  /** Two pairs always lie on a line, so that a correlation says something from three on. */
  static final int FEWEST = 3;

  private Pairs() {}

  static void requireSameLength(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "paired vectors must have the same length, but had " + x.length + " and " + y.length);
    }
  }

  static boolean hasNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  /** Whether a correlation of these pairs is undefined: too few, a NaN, or a constant vector. */
  static boolean uncorrelatable(double[] x, double[] y) {
    requireSameLength(x, y);
    return x.length < FEWEST || hasNaN(x) || hasNaN(y) || isConstant(x) || isConstant(y);
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
