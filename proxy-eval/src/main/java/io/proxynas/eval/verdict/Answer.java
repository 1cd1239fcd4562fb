package io.proxynas.eval.verdict;

import io.proxynas.eval.stat.Interval;
import java.util.Locale;

/**
 * The answer to one question of a {@link Verdict}.
 *
 * @param level what to do
 * @param spearman the correlation that it rests on, with its interval
 * @param n candidates that this rests on
 * @param reason why, as the second half of a sentence
 */
public record Answer(Verdict.Level level, Interval spearman, int n, String reason) {

  /** The answer and its reason, as in {@code No: the Spearman interval … candidates.} */
  public String sentence() {
    return level.heading() + ": " + reason + ".";
  }

  /** The interval in words. */
  static String interval(Interval spearman) {
    return format("the Spearman interval [%.2f, %.2f]", spearman.low(), spearman.high());
  }

  static String on(int candidates) {
    return " on " + candidates + " candidates";
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
