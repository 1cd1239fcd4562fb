package io.proxynas.eval.stat;

/**
 * Quantiles of the standard normal distribution, to 7 significant digits.
 *
 * <p>M. J. Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution, Applied
 * Statistics 37 (1988), function PPND7.
 */
final class NormalQuantile {

  private NormalQuantile() {}

  /**
   * The value below which a standard normal variable lies with probability {@code p}.
   *
   * @param p in (0, 1)
   */
  static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q
          * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }
    double r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
    return Math.copySign(r <= 5 ? near(r - 1.6) : far(r - 5), q);
  }

  private static double near(double r) {
    return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
        / ((0.12021132975 * r + 0.73700164250) * r + 1);
  }

  private static double far(double r) {
    return (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
        / ((0.012258202635 * r + 0.24197894225) * r + 1);
  }
}
