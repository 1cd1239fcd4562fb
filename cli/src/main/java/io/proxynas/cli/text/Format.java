package io.proxynas.cli.text;

import io.proxynas.eval.report.Percent;
import java.time.Duration;
import java.util.Locale;

/** Writes what the command line shows, alike in every locale. */
public final class Format {

  private Format() {}

  /** A time as in {@code 12 s}, {@code 1:48} or {@code 2:05:00}. */
  public static String time(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? text("%d:%02d", seconds / 60, seconds % 60)
        : text("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** A fraction as in {@code 83.2 %}. */
  public static String percent(double fraction) {
    return text("%.1f %%", Percent.of(fraction));
  }

  /** Formats alike in every locale. */
  public static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
