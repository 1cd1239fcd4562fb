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

  /** The answer and its reason, as in {@code No: on 12 candidates … may be chance.} */
  public String sentence() {
    return level.heading() + ": " + reason + ".";
  }

  /** A correlation, as in {@code rho 0.75, 95 % interval [0.35, 0.93]}, or without the interval. */
  static String rho(Interval spearman) {
    String rho = format("rho %.2f", spearman.value() + 0.0);
    return spearman.isBounded()
        ? rho + format(", 95 %% interval [%.2f, %.2f]", spearman.low() + 0.0, spearman.high() + 0.0)
        : rho;
  }

  /** Whom it was tried on, as in {@code 12 candidates trained on all the real images}. */
  static String trained(int candidates) {
    return format(
        "%d candidate%s trained on all the real images", candidates, candidates == 1 ? "" : "s");
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
