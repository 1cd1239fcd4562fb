package io.proxynas.experiments.replay.calibration;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Mean and standard deviation of some figures.
 *
 * @param mean NaN of none
 * @param deviation NaN of fewer than two
 */
record Spread(double mean, double deviation) {

  /** Of those that are defined. */
  static Spread of(DoubleStream figures) {
    double[] defined = figures.filter(figure -> !Double.isNaN(figure)).toArray();
    double mean = Arrays.stream(defined).average().orElse(Double.NaN);
    double squares = Arrays.stream(defined).map(f -> (f - mean) * (f - mean)).sum();
    int n = defined.length;
    return new Spread(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)));
  }
}
