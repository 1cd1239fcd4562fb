package io.proxynas.experiments.replay.calibration;

import java.util.List;

/** Values of networks as arrays. */
final class Merits {

  private Merits() {}

  /** The merits, where a missing one is the median of those that are there, or 0 without any. */
  static double[] filled(List<Double> merits) {
    double[] known =
        merits.stream().mapToDouble(m -> m).filter(m -> !Double.isNaN(m)).sorted().toArray();
    double median = known.length == 0 ? 0 : known[known.length / 2];
    return merits.stream().mapToDouble(m -> Double.isNaN(m) ? median : m).toArray();
  }

  /** The values in their order. */
  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** The values at some places. */
  static double[] at(List<Integer> places, double[] values) {
    return places.stream().mapToDouble(place -> values[place]).toArray();
  }
}
