package io.proxynas.eval.verdict;

import static io.proxynas.eval.verdict.Answer.format;
import static io.proxynas.eval.verdict.Answer.interval;

import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationFigures;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether candidates may be discarded for their places in a ranking. It rests on the correlation
 * over the whole random sample. The first line that applies decides:
 *
 * <ol>
 *   <li>no: Spearman's ρ or its interval is undefined;
 *   <li>no: fewer than {@value Verdict#FEWEST} candidates were validated; the bootstrap of so few
 *       gives intervals that are too narrow, and a perfect order of 4 gives none at all but [1, 1],
 *       though chance orders 4 so once in 24;
 *   <li>no: the interval does not stay above 0, so that the order may be chance (or worse);
 *   <li>no: ρ is below that of the number of parameters, which costs nothing;
 *   <li>no: ρ is significantly below that of a score that needs no training, the interval of their
 *       difference lying below 0;
 *   <li>with caution, the lower half only: the interval reaches below {@value
 *       Verdict#TRUSTED_FROM}, so that the proxy tells good from bad but hardly more;
 *   <li>with caution, the lower half only: ρ is below that of a score that needs no training;
 *   <li>yes.
 * </ol>
 *
 * From the sixth line on the reason goes on to name the cheaper rivals that are not significantly
 * worse, and the single decision that ranks as well.
 */
final class MayDiscard {

  /** The reason where nothing was validated. */
  static final String UNPROVEN = "no candidate was trained on the full data to validate it";

  private static final String LIMIT = "; discard its lower half only";

  private MayDiscard() {}

  /** Judges. */
  static Answer judge(ValidationFigures figures) {
    if (figures.sample() == 0) {
      return answer(figures, Verdict.Level.DO_NOT_TRUST, UNPROVEN);
    }
    return unusable(figures)
        .or(() -> beaten(figures))
        .map(reason -> answer(figures, Verdict.Level.DO_NOT_TRUST, reason))
        .orElseGet(() -> ofUsable(figures));
  }

  private static Answer answer(ValidationFigures figures, Verdict.Level level, String reason) {
    return new Answer(level, figures.spearman(), figures.n(), reason);
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
    if (figures.n() < Verdict.FEWEST) {
      return Optional.of(
          "it was validated"
              + n
              + ", too few for an interval: validate "
              + Verdict.FEWEST
              + " or more");
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

  private static Answer ofUsable(ValidationFigures figures) {
    Interval spearman = figures.spearman();
    String rivals = asGood(figures);
    if (spearman.low() < Verdict.TRUSTED_FROM) {
      return answer(
          figures,
          Verdict.Level.CAUTION,
          interval(spearman)
              + format(" reaches below %.2f", Verdict.TRUSTED_FROM)
              + on(figures)
              + LIMIT
              + rivals);
    }
    return better(figures, rival -> true)
        .map(rival -> below(figures, "below", rival) + LIMIT + rivals)
        .map(reason -> answer(figures, Verdict.Level.CAUTION, reason))
        .orElseGet(
            () ->
                answer(
                    figures,
                    Verdict.Level.TRUST,
                    interval(spearman)
                        + format(" stays at or above %.2f", Verdict.TRUSTED_FROM)
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

  private static String below(ValidationFigures figures, String how, Rival rival) {
    return format(
        "its Spearman correlation %.2f is %s the %.2f of %s, a score that needs no training",
        figures.spearman().value(), how, rival.spearman(), rival.name());
  }

  private static String on(ValidationFigures figures) {
    return Answer.on(figures.n());
  }
}
