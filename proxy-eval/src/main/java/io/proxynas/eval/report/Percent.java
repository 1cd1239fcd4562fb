package io.proxynas.eval.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Fractions in per cent, as every report rounds them. */
public final class Percent {

  /** More than any report shows, fewer than a double has. */
  private static final MathContext DIGITS = new MathContext(12);

  private Percent() {}

  /**
   * A hundred times a fraction, or of a difference of fractions in points, without the last binary
   * digits: 0.844 − 0.8345 is 0.95, not 0.9499999999999953, and so rounds up wherever it is shown.
   */
  public static double of(double fraction) {
    return Double.isFinite(fraction)
        ? new BigDecimal(100 * fraction).round(DIGITS).doubleValue()
        : fraction;
  }
}
