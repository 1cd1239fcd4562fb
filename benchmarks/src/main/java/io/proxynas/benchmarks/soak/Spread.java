package io.proxynas.benchmarks.soak;

import java.util.Arrays;

/**
 * How far measurements are from each other.
 *
 * @param mean of them
 * @param furthest the largest distance from the mean, as a fraction of it
 */
record Spread(double mean, double furthest) {

  static Spread of(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return new Spread(
        mean, Arrays.stream(values).map(value -> Math.abs(value / mean - 1)).max().orElseThrow());
  }
}
