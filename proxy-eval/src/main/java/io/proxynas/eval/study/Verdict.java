package io.proxynas.eval.study;

import io.proxynas.eval.stat.Interval;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a ranking is to be trusted, by a rule fixed before any result is seen. The first line
 * that applies decides:
 *
 * <ol>
 *   <li>do not trust: Spearman's ρ or its interval is undefined;
 *   <li>do not trust: fewer than {@value #FEWEST} candidates were validated; the bootstrap of so
 *       few gives intervals that are too narrow, and a perfect order of 4 gives none at all but [1,
 *       1], though chance orders 4 so once in 24;
 *   <li>do not trust: the interval does not stay above 0, so that the order may be chance (or
 *       worse);
 *   <li>do not trust: ρ is below that of the number of parameters, which costs nothing;
 *   <li>caution: the interval reaches below {@value #TRUSTED_FROM}, so that the proxy tells good
 *       from bad but hardly good from best;
 *   <li>caution: ρ is below that of the FLOPs;
 *   <li>trust.
 * </ol>
 *
 * Caution means the top half only: drop the lower half of the ranking, and choose within the upper
 * by training on the full data.
 *
 * @param level what to do
 * @param reason why, as the second half of a sentence
 */
public record Verdict(Level level, String reason) {

  /** The lower bound of Spearman's ρ from which on the order is trusted. */
  public static final double TRUSTED_FROM = 0.5;

  /** The candidates of the random sample from which on an interval is believed. */
  public static final int FEWEST = 8;

  /** What to do with the ranking. */
  public enum Level {
    /** Take the order as it is. */
    TRUST("Trust this ranking"),
    /** Take the upper half, without its order. */
    CAUTION("Use this ranking with caution, its top half only"),
    /** Do not use it. */
    DO_NOT_TRUST("Do not trust this ranking");

    private final String advice;

    Level(String advice) {
      this.advice = advice;
    }

    /** The level that a verdict's {@link Verdict#sentence} tells; empty for another sentence. */
    public static Optional<Level> of(String sentence) {
      return Arrays.stream(values()).filter(l -> sentence.startsWith(l.advice + ":")).findFirst();
    }
  }

  /** Judges a validated ranking. */
  public static Verdict of(ValidationResult result) {
    Interval spearman = result.spearman();
    double parameters = result.rivalSpearman(Rival.PARAMETERS);
    double flops = result.rivalSpearman(Rival.FLOPS);
    String n = " on " + result.n() + " candidates";
    if (result.sampled() == 0) {
      return new Verdict(
          Level.DO_NOT_TRUST, "no candidate was trained on the full data to validate it");
    }
    // Comparisons with an undefined rival are false: it beats nothing.
    if (!spearman.isDefined()) {
      return new Verdict(Level.DO_NOT_TRUST, "its Spearman correlation is undefined" + n);
    }
    if (!spearman.isBounded()) {
      return new Verdict(
          Level.DO_NOT_TRUST, "the interval of its Spearman correlation is undefined" + n);
    }
    if (result.n() < FEWEST) {
      return new Verdict(
          Level.DO_NOT_TRUST,
          "it was validated" + n + ", too few for an interval: validate " + FEWEST + " or more");
    }
    if (spearman.low() <= 0) {
      return new Verdict(Level.DO_NOT_TRUST, interval(spearman) + " does not stay above 0" + n);
    }
    if (spearman.value() < parameters) {
      return new Verdict(
          Level.DO_NOT_TRUST, beaten(spearman.value(), "the number of parameters", parameters));
    }
    if (spearman.low() < TRUSTED_FROM) {
      return new Verdict(
          Level.CAUTION, interval(spearman) + format(" reaches below %.2f", TRUSTED_FROM) + n);
    }
    if (spearman.value() < flops) {
      return new Verdict(Level.CAUTION, beaten(spearman.value(), "the FLOPs", flops));
    }
    return new Verdict(
        Level.TRUST, interval(spearman) + format(" stays at or above %.2f", TRUSTED_FROM) + n);
  }

  /** The verdict and its reason in one sentence. */
  public String sentence() {
    return level.advice + ": " + reason + ".";
  }

  private static String interval(Interval spearman) {
    return format("the Spearman interval [%.2f, %.2f]", spearman.low(), spearman.high());
  }

  private static String beaten(double spearman, String rival, double rivalSpearman) {
    return format("its Spearman correlation %.2f is below the %.2f of ", spearman, rivalSpearman)
        + rival
        + ", a score that needs no training";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
