package io.proxynas.experiments.feature;

import io.proxynas.condense.coreset.Features;

/**
 * How near synthetic images of a class are to its real ones, by their features.
 *
 * <p>The unit is the spread of the real images: the root mean square of their distances to their
 * mean. The mean of n real images drawn at random lies at about 1/√n from the class's mean, since
 * the variance of a mean of n is the n-th part; so a set whose {@code offset} is above that matches
 * the mean worse than chance does.
 *
 * @param offset distance of the synthetic mean to the real one, in spreads
 * @param spread of the synthetic images about their own mean, in spreads of the real ones; 1 where
 *     they vary as the real ones do
 */
public record Closeness(double offset, double spread) {

  /**
   * Compares the images of one class.
   *
   * @param real features of at least one image; not all of them alike, or everything is NaN or
   *     infinite
   * @param synthetic features by the same network, of at least one image
   * @throws IllegalArgumentException if the features are of different sizes
   */
  public static Closeness of(Features real, Features synthetic) {
    if (real.size() != synthetic.size()) {
      throw new IllegalArgumentException(
          "real and synthetic features must have the same size, but had %d and %d"
              .formatted(real.size(), synthetic.size()));
    }
    double[] mean = real.mean();
    double[] own = synthetic.mean();
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      squares += (own[i] - mean[i]) * (own[i] - mean[i]);
    }
    double unit = spread(real, mean);
    return new Closeness(Math.sqrt(squares) / unit, spread(synthetic, own) / unit);
  }

  private static double spread(Features features, double[] mean) {
    double sum = 0;
    for (int row = 0; row < features.count(); row++) {
      sum += features.squaredDistance(row, mean);
    }
    return Math.sqrt(sum / features.count());
  }
}
