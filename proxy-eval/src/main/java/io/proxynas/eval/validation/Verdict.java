package io.proxynas.eval.validation;

import io.proxynas.eval.stat.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 *   <li>do not trust: ρ is significantly below that of a score that needs no training, the interval
 *       of their difference lying below 0;
 *   <li>caution: the interval reaches below {@value #TRUSTED_FROM}, so that the proxy tells good
 *       from bad but hardly good from best;
 *   <li>caution: ρ is below that of a score that needs no training;
 *   <li>trust.
 * </ol>
 *
 * Caution means the top half only: drop the lower half of the ranking, and choose within the upper
 * by training on the full data. A verdict of trust or caution goes on to name the cheaper rivals
 * that are not significantly worse, and the single decision that ranks as well.
 *
 * <pre>{@code
 * Verdict verdict = Verdict.of(result.evidence().orElseThrow().validation());
 * if (verdict.level() == Verdict.Level.TRUST) {
 *   use(result.ranking().trained().get(0).architecture());
 * }
 * }</pre>
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
    return of(result.figures());
  }

  private static Verdict of(ValidationFigures figures) {
    if (figures.sample() == 0) {
      return new Verdict(
          Level.DO_NOT_TRUST, "no candidate was trained on the full data to validate it");
    }
    return unusable(figures)
        .or(() -> beaten(figures))
        .map(reason -> new Verdict(Level.DO_NOT_TRUST, reason))
        .orElseGet(() -> ofUsable(figures));
  }

  /** Why the correlation says nothing, if it does not. */
  private static Optional<String> unusable(ValidationFigures figures) {
    Interval spearman = figures.spearman();
    String n = on(figures);
    if (!spearman.isDefined()) {
      return Optional.of("its Spearman correlation is undefined" + n);
    }
    if (!spearman.isBounded()) {
      return Optional.of("the interval of its Spearman correlation is undefined" + n);
    }
    if (figures.n() < FEWEST) {
      return Optional.of(
          "it was validated" + n + ", too few for an interval: validate " + FEWEST + " or more");
    }
    return spearman.low() <= 0
        ? Optional.of(interval(spearman) + " does not stay above 0" + n)
        : Optional.empty();
  }

  /** The rival without training that the proxy had to beat, if it did not. */
  private static Optional<String> beaten(ValidationFigures figures) {
    return better(figures, rival -> rival.name().equals(Rival.PARAMETERS))
        .map(rival -> below(figures, "below", rival))
        .or(
            () ->
                better(figures, rival -> rival.difference().isNegative())
                    .map(rival -> below(figures, "significantly below", rival)));
  }

  private static Verdict ofUsable(ValidationFigures figures) {
    Interval spearman = figures.spearman();
    String rivals = asGood(figures);
    if (spearman.low() < TRUSTED_FROM) {
      return new Verdict(
          Level.CAUTION,
          interval(spearman) + format(" reaches below %.2f", TRUSTED_FROM) + on(figures) + rivals);
    }
    return better(figures, rival -> true)
        .map(rival -> new Verdict(Level.CAUTION, below(figures, "below", rival) + rivals))
        .orElseGet(
            () ->
                new Verdict(
                    Level.TRUST,
                    interval(spearman)
                        + format(" stays at or above %.2f", TRUSTED_FROM)
                        + on(figures)
                        + rivals));
  }

  /** The best rival without training whose ρ exceeds the proxy's; an undefined one never does. */
  private static Optional<Rival> better(ValidationFigures figures, Predicate<Rival> which) {
    return figures.rivals().stream()
        .filter(rival -> rival.needs() == Rival.Needs.NOTHING)
        .filter(rival -> rival.spearman() > figures.spearman().value())
        .filter(which)
        .max(Comparator.comparingDouble(Rival::spearman));
  }

  /** The cheaper rivals that are as good as can be told, as the end of a sentence. */
  private static String asGood(ValidationFigures figures) {
    String rivals =
        Stream.of(
                asGood(figures, Rival.Needs.NOTHING, " without training"),
                asGood(figures, Rival.Needs.TRAINING, " without condensation"),
                asGood(figures, Rival.Needs.TRUTH, " by the other full trainings"))
            .filter(names -> !names.isEmpty())
            .collect(Collectors.joining(", "));
    return rivals.isEmpty() ? "" : "; not significantly worse: " + rivals;
  }

  private static String asGood(ValidationFigures figures, Rival.Needs needs, String without) {
    String names =
        figures.rivals().stream()
            .filter(rival -> rival.needs() == needs && rival.isNotSignificantlyWorse())
            .map(rival -> format("%s %.2f", inWords(rival), rival.spearman()))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : names + without;
  }

  /** As in {@code the activation alone}. */
  private static String inWords(Rival rival) {
    return rival.basis().isEmpty() ? rival.name() : "the " + rival.basis() + " alone";
  }

  /** The verdict and its reason in one sentence. */
  public String sentence() {
    return level.advice + ": " + reason + ".";
  }

  private static String interval(Interval spearman) {
    return format("the Spearman interval [%.2f, %.2f]", spearman.low(), spearman.high());
  }

  private static String below(ValidationFigures figures, String how, Rival rival) {
    return format(
        "its Spearman correlation %.2f is %s the %.2f of %s, a score that needs no training",
        figures.spearman().value(), how, rival.spearman(), rival.name());
  }

  private static String on(ValidationFigures figures) {
    return " on " + figures.n() + " candidates";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
