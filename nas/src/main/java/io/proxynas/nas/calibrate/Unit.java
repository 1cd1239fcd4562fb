package io.proxynas.nas.calibrate;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The unit in which truths are fitted.
 *
 * @param mean of the truths, those far away moved nearer
 * @param deviation of the same; 1 where all are equal
 * @param least where a truth below counts as being
 * @param most where a truth above counts as being
 */
record Unit(double mean, double deviation, double least, double most) {

  /**
   * Truths farther from the median than this many deviations count as being there: else one network
   * that hardly learns would make all the others look alike.
   */
  private static final double FARTHEST = 3;

  /** Median absolute deviations of a normal distribution in its standard deviation. */
  private static final double NORMAL = 1.4826;

  static Unit of(List<Double> truths) {
    double[] all = truths.stream().mapToDouble(t -> t).toArray();
    double median = median(all);
    double spread = NORMAL * median(DoubleStream.of(all).map(t -> Math.abs(t - median)).toArray());
    double reach = spread > 0 ? FARTHEST * spread : Double.POSITIVE_INFINITY;
    double least = median - reach;
    double most = median + reach;
    double[] near = DoubleStream.of(all).map(t -> Math.max(least, Math.min(most, t))).toArray();
    double mean = DoubleStream.of(near).average().orElse(0);
    double variance = DoubleStream.of(near).map(t -> (t - mean) * (t - mean)).average().orElse(0);
    return new Unit(mean, variance > 0 ? Math.sqrt(variance) : 1, least, most);
  }

  private static double median(double[] values) {
    return StatUtils.percentile(values, 50);
  }

  double[] standardised(List<Double> truths) {
    return truths.stream()
        .mapToDouble(t -> (Math.max(least, Math.min(most, t)) - mean) / deviation)
        .toArray();
  }
}
