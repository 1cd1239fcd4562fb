package io.proxynas.eval.report;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Rival;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the terminal report writes numbers and breaks lines; the same in every locale. */
final class Wording {

  private static final String UNDEFINED = "undefined";

  private Wording() {}

  /** Formats as {@link String#format}, but alike in every locale. */
  static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** A fraction as in {@code 83.2 %}. */
  static String percent(double fraction) {
    return number("%.1f %%", Percent.of(fraction));
  }

  /** A difference of fractions as in {@code 0.4 points}, of a hundred. */
  static String points(double difference) {
    return number("%.1f points", Percent.of(difference));
  }

  /** A correlation or recall, as in {@code 0.83}. */
  static String twoPlaces(double value) {
    return number("%.2f", value + 0.0); // no "-0.00" for an exact -0
  }

  /**
   * As in {@code 0.83 [0.51, 0.95]}.
   *
   * @param n candidates that bear it; of too few, the value alone
   */
  static String interval(Interval interval, int n) {
    return interval(interval, n, " [interval undefined]");
  }

  /** The same for a table, where undefined bounds are dashes. */
  static String brief(Interval interval, int n) {
    return interval(interval, n, " [-, -]");
  }

  private static String interval(Interval interval, int n, String undefined) {
    Interval shown = interval.shownFor(n);
    String value = twoPlaces(shown.value());
    if (shown.isBounded()) {
      return text("%s [%s, %s]", value, twoPlaces(shown.low()), twoPlaces(shown.high()));
    }
    return value + (shown.isDefined() && Interval.isBelieved(n) ? undefined : "");
  }

  /** As in {@code +0.12 [-0.05, 0.31]}, or without the interval. */
  static String difference(Difference difference) {
    String value = number("%+.2f", difference.value() + 0.0);
    return Double.isNaN(difference.low())
        ? value
        : text("%s [%s, %s]", value, twoPlaces(difference.low()), twoPlaces(difference.high()));
  }

  /** A significance level, as in {@code 0.021} or {@code < 0.001}; a dash for an undefined one. */
  static String significance(double p) {
    return Double.isNaN(p) ? "-" : p < 0.001 ? "< 0.001" : text("%.3f", p);
  }

  /** What a rival costs a candidate. */
  static String cost(Rival rival) {
    return rival.needs() == Rival.Needs.TRUTH
        ? "full trainings"
        : rival.seconds() == 0 ? "nothing" : seconds(rival.seconds());
  }

  /** As in {@code 1.6 MB}, of a million bytes. */
  static String megabytes(long bytes) {
    return text("%.1f MB", bytes / 1e6);
  }

  /**
   * As in {@code 0.0123 s}, {@code 1.31 s}, {@code 45 s}, {@code 16 min 40 s} or {@code 2 h 5 min}.
   */
  static String seconds(double seconds) {
    if (seconds < 10 || !Double.isFinite(seconds)) {
      return number("%.3g s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return text("%d s", whole);
    }
    if (whole < 3600) {
      return text("%d min %d s", whole / 60, whole % 60);
    }
    long minutes = Math.round(seconds / 60);
    return text("%,d h %d min", minutes / 60, minutes % 60);
  }

  /** As in {@code 0.412 ms}. */
  static String milliseconds(double seconds) {
    return number("%.3g ms", 1000 * seconds);
  }

  /** As in {@code 12.5 times}. */
  static String times(double ratio) {
    return number("%.1f times", ratio);
  }

  /** As in {@code 80,522}. */
  static String count(long value) {
    return text("%,d", value);
  }

  private static String number(String pattern, double value) {
    return Double.isFinite(value) ? text(pattern, value) : UNDEFINED;
  }

  /** What a run's candidates were ranked by trainings on, or that they were not trained. */
  static String ranking(Report report) {
    return report.proxy().trains() ? report.proxy().name() : "scores without training";
  }

  /** At most {@code width} characters, the last an ellipsis where something was cut. */
  static String shorten(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /**
   * Breaks a text at white space.
   *
   * @param width of a line, its indent included; a longer word is shortened
   * @param indent before each line
   */
  static List<String> wrap(String text, int width, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.strip().split("\\s+")) {
      String fitting = shorten(word, width - indent.length());
      boolean first = line.length() == indent.length();
      if (!first && line.length() + 1 + fitting.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        first = true;
      }
      line.append(first ? "" : " ").append(fitting);
    }
    lines.add(line.toString());
    return lines;
  }
}
