package io.proxynas.nas.calibrate;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The scale on which truths are fitted: the logarithm of how far each is from the best,
 *
 * <pre>
 *   v(t) = −ln(1 + (best − t) / (best − median)),
 * </pre>
 *
 * standardised. Among candidates many are bad, each in a way of its own, and the good ones are near
 * each other: so differences among the good ones count for more than those among the bad ones. (A
 * process on a monotone function of what is observed: Snelson, Rasmussen, Ghahramani, Warped
 * Gaussian Processes, NeurIPS 2003; here the function is not learned.) docs/results/calibration.md
 * has what it is worth.
 *
 * @param best the largest truth
 * @param unit best − median; best − least where that is 0, and 1 where all are equal
 * @param least where a v below counts as being
 * @param most where a v above counts as being
 * @param mean of the v, those far away moved nearer
 * @param deviation of the same; 1 where all are equal
 */
record TruthScale(
    double best, double unit, double least, double most, double mean, double deviation) {

  /**
   * Values farther from the median than this many deviations count as being there: else one network
   * that hardly learns would make all the others look alike.
   */
  private static final double FARTHEST = 2;

  /** Median absolute deviations of a normal distribution in its standard deviation. */
  private static final double NORMAL = 1.4826;

  /** The scale of some truths, at least one. */
  static TruthScale of(List<Double> truths) {
    double[] all = truths.stream().mapToDouble(t -> t).toArray();
    double best = StatUtils.max(all);
    double unit = firstAbove0(best - median(all), best - StatUtils.min(all), 1);
    double[] values = DoubleStream.of(all).map(t -> value(t, best, unit)).toArray();
    double median = median(values);
    double spread =
        NORMAL * median(DoubleStream.of(values).map(v -> Math.abs(v - median)).toArray());
    double reach = spread > 0 ? FARTHEST * spread : Double.POSITIVE_INFINITY;
    double least = median - reach;
    double most = median + reach;
    double[] near = DoubleStream.of(values).map(v -> Math.max(least, Math.min(most, v))).toArray();
    double deviation = Math.sqrt(StatUtils.populationVariance(near));
    return new TruthScale(best, unit, least, most, StatUtils.mean(near), firstAbove0(deviation, 1));
  }

  private static double value(double truth, double best, double unit) {
    return -Math.log1p((best - truth) / unit);
  }

  private static double firstAbove0(double... values) {
    return DoubleStream.of(values).filter(value -> value > 0).findFirst().orElseThrow();
  }

  private static double median(double[] values) {
    return StatUtils.percentile(values, 50);
  }

  /** The truths on the scale, of mean 0 and deviation 1 over those that it was made of. */
  double[] standardised(List<Double> truths) {
    return truths.stream()
        .mapToDouble(t -> value(t, best, unit))
        .map(v -> (Math.max(least, Math.min(most, v)) - mean) / deviation)
        .toArray();
  }

  /** The truth of which that is the value on the scale. */
  double truth(double standardised) {
    return best - unit * Math.expm1(-(mean + deviation * standardised));
  }

  /** How much the truth changes at a value on the scale for each unit of the scale. */
  double slope(double standardised) {
    return unit * deviation * Math.exp(-(mean + deviation * standardised));
  }
}
