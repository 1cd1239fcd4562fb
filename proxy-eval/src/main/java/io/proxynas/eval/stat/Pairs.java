package io.proxynas.eval.stat;

import java.util.Arrays;
import java.util.stream.IntStream;

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

  /** The values at these places, in their order. */
  static double[] select(double[] values, int[] places) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
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
