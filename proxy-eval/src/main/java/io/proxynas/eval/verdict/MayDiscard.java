package io.proxynas.eval.verdict;

import static io.proxynas.eval.verdict.Answer.format;
import static io.proxynas.eval.verdict.Answer.rho;
import static io.proxynas.eval.verdict.Answer.trained;

import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationFigures;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether candidates may be discarded for their places in a ranking. It rests on the correlation
 * over the whole random sample. The first line that applies decides:
 *
 * <ol>
 *   <li>it cannot be told: fewer than {@value Verdict#FEWEST} candidates were validated; the
 *       bootstrap of so few gives intervals that are too narrow, and a perfect order of 4 gives
 *       none at all but [1, 1], though chance orders 4 so once in 24;
 *   <li>it cannot be told: Spearman's ρ or its interval is undefined;
 *   <li>no: the interval does not stay above 0, so that the order may be chance (or worse);
 *   <li>no: ρ is below that of the number of parameters, which costs nothing;
 *   <li>no: ρ is significantly below that of a score that needs no training, the interval of their
 *       difference lying below 0;
 *   <li>with caution, the lower half only: the interval reaches below {@value
 *       Verdict#TRUSTED_FROM}, so that the proxy tells good from bad but hardly more;
 *   <li>with caution, the lower half only: ρ is below that of a score that needs no training;
 *   <li>yes.
 * </ol>
 */
final class MayDiscard {

  private static final String HALF = "the worse half only, since ";

  private MayDiscard() {}

  /** Judges. */
  static Answer judge(ValidationFigures figures, Advice advice) {
    return untold(figures, advice)
        .map(reason -> answer(figures, Verdict.Level.UNKNOWN, reason))
        .or(
            () ->
                chance(figures)
                    .or(() -> beaten(figures))
                    .map(reason -> answer(figures, Verdict.Level.DO_NOT_TRUST, reason)))
        .orElseGet(() -> ofUsable(figures));
  }

  /** The reason where nothing was validated. */
  static String unproven(Advice advice) {
    return "no candidate was trained on all the real images to check it; "
        + advice.toHave(Verdict.FEWEST);
  }

  private static Answer answer(ValidationFigures figures, Verdict.Level level, String reason) {
    return new Answer(level, figures.spearman(), figures.n(), reason);
  }

  /** Why nothing can be said, if so. */
  private static Optional<String> untold(ValidationFigures figures, Advice advice) {
    if (figures.sample() == 0) {
      return Optional.of(unproven(advice));
    }
    if (figures.n() < Verdict.FEWEST) {
      return Optional.of(
          format(
              "only %d of its candidates were trained on all the real images to judge it; %s",
              figures.n(), advice.toHave(Verdict.FEWEST)));
    }
    return figures.spearman().isBounded()
        ? Optional.empty()
        : Optional.of(
            format(
                "on %s %s is undefined, as where many are equally accurate",
                trained(figures.n()),
                figures.spearman().isDefined() ? "the interval of rho" : "rho"));
  }

  private static Optional<String> chance(ValidationFigures figures) {
    Interval spearman = figures.spearman();
    if (spearman.low() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        format(
            "on %s its order %s (%s)",
            trained(figures.n()),
            spearman.high() < 0 ? "is rather the wrong way round" : "may be chance",
            rho(spearman)));
  }

  /** The rival without training that the proxy had to beat, if it did not. */
  private static Optional<String> beaten(ValidationFigures figures) {
    return better(figures, rival -> rival.name().equals(Rival.PARAMETERS))
        .map(rival -> beats(figures, "better", rival))
        .or(
            () ->
                better(figures, rival -> rival.difference().isNegative())
                    .map(rival -> beats(figures, "clearly better", rival)));
  }

  private static Answer ofUsable(ValidationFigures figures) {
    Interval spearman = figures.spearman();
    if (spearman.low() < Verdict.TRUSTED_FROM) {
      return answer(
          figures,
          Verdict.Level.CAUTION,
          format(
              "%son %s its order is right on the whole, but how far is uncertain (%s)",
              HALF, trained(figures.n()), rho(spearman)));
    }
    return better(figures, rival -> true)
        .map(rival -> HALF + beats(figures, "better, perhaps by chance", rival))
        .map(reason -> answer(figures, Verdict.Level.CAUTION, reason))
        .orElseGet(
            () ->
                answer(
                    figures,
                    Verdict.Level.TRUST,
                    format(
                        "on %s its order is right on the whole (%s)",
                        trained(figures.n()), rho(spearman))));
  }

  /** The best rival without training whose ρ exceeds the proxy's; an undefined one never does. */
  private static Optional<Rival> better(ValidationFigures figures, Predicate<Rival> which) {
    return figures.rivals().stream()
        .filter(rival -> rival.needs() == Rival.Needs.NOTHING)
        .filter(rival -> rival.spearman() > figures.spearman().value())
        .filter(which)
        .max(Comparator.comparingDouble(Rival::spearman));
  }

  private static String beats(ValidationFigures figures, String how, Rival rival) {
    return format(
        "%s, which needs no training, orders %s %s (rho %.2f, this ranking's %.2f)",
        rival.name(), trained(figures.n()), how, rival.spearman(), figures.spearman().value());
  }
}
