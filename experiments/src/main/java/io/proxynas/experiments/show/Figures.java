package io.proxynas.experiments.show;

import io.proxynas.eval.report.Percent;
import java.util.Locale;

/** Numbers as the tables show them, alike in every locale; an undefined one is a dash. */
public final class Figures {

  private static final String NONE = "–";

  private Figures() {}

  /** A fraction in per cent, as in {@code 83.2}. */
  public static String percent(double fraction) {
    return number("%.1f", Percent.of(fraction));
  }

  /** A mean and its standard deviation in per cent, as in {@code 83.2 ± 0.3}. */
  public static String percent(double mean, double deviation) {
    return Double.isNaN(deviation)
        ? percent(mean)
        : percent(mean) + number(" ± %.1f", Percent.of(deviation));
  }

  /** A difference of fractions in points, as in {@code +1.2}; none that shows has no sign. */
  public static String points(double fraction) {
    String points = number("%+.1f", Percent.of(fraction));
    return points.equals("+0.0") || points.equals("-0.0") ? "0.0" : points;
  }

  /** Seconds, as in {@code 1,234} or {@code 3.2}. */
  public static String seconds(double seconds) {
    return number(seconds < 10 ? "%.1f" : "%,.0f", seconds);
  }

  /** A whole number, as in {@code 1,234}. */
  public static String whole(double value) {
    return number("%,.0f", value);
  }

  /** Any number by its pattern. */
  public static String number(String pattern, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value) : NONE;
  }
}
