package io.proxynas.eval.verdict;

import static io.proxynas.eval.verdict.Answer.format;

import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.Shortlist;
import io.proxynas.eval.validation.ValidationFigures;

/**
 * Whether the first of a ranking may be taken. It rests on the correlation within the better half,
 * by the ranking itself, of the random sample, since a ranking that tells sigmoids from rectifiers
 * has a high one over all and may say nothing there. The first line that applies decides:
 *
 * <ol>
 *   <li>it cannot be told: the better half has fewer than {@value Verdict#FEWEST_IN_HALF}
 *       candidates, of which the bootstrap gives intervals that are too narrow
 *       (docs/results/intervals.md);
 *   <li>it cannot be told: Spearman's ρ or its interval is undefined there;
 *   <li>no: the ranking {@linkplain MayDiscard may not even discard};
 *   <li>no: the interval does not stay above 0;
 *   <li>with caution: the interval reaches below {@value Verdict#TRUSTED_FROM}; the best of the
 *       first few after training on the full data is the choice;
 *   <li>yes.
 * </ol>
 *
 * Each tells the regret that remains after validating the first few ({@link Shortlist}). That is a
 * figure, and no rule: a better candidate may not have been validated. Those that taught the
 * ranking do not count in it.
 */
final class MayChoose {

  private MayChoose() {}

  /**
   * Judges.
   *
   * @param discard whether the ranking may discard
   * @param advice for too few candidates
   */
  static Answer judge(ValidationFigures figures, Verdict.Level discard, Advice advice) {
    PartCorrelation half = figures.half();
    Answer answer = told(figures, discard, advice);
    return new Answer(
        answer.level(),
        half.spearman(),
        half.n(),
        answer.reason() + regret(figures.shortlist(), advice.calibrated()));
  }

  private static Answer told(ValidationFigures figures, Verdict.Level discard, Advice advice) {
    PartCorrelation half = figures.half();
    Interval spearman = half.spearman();
    if (figures.sample() == 0) {
      return answer(Verdict.Level.UNKNOWN, MayDiscard.unproven(advice));
    }
    if (half.n() < Verdict.FEWEST_IN_HALF) {
      return answer(
          Verdict.Level.UNKNOWN,
          format(
              "only %d of its better half were trained on all the real images to judge it; %s",
              half.n(), advice.toHave(2 * Verdict.FEWEST_IN_HALF - 1)));
    }
    if (!spearman.isBounded()) {
      return answer(
          Verdict.Level.UNKNOWN,
          format(
              "on the %d candidates of its better half %s is undefined",
              half.n(), spearman.isDefined() ? "the interval of rho" : "rho"));
    }
    if (discard == Verdict.Level.DO_NOT_TRUST) {
      return answer(discard, "it may not even discard");
    }
    return answer(half);
  }

  private static Answer answer(PartCorrelation half) {
    Interval spearman = half.spearman();
    String within = format("among the %d candidates of its better half ", half.n());
    if (spearman.low() <= 0) {
      String order = spearman.high() < 0 ? "is rather the wrong way round" : "may be chance";
      return answer(Verdict.Level.DO_NOT_TRUST, within + "its order " + order + rho(half));
    }
    return spearman.low() < Verdict.TRUSTED_FROM
        ? answer(
            Verdict.Level.CAUTION,
            within
                + "its order is right on the whole, but how far is uncertain"
                + rho(half)
                + "; train its first few on all the real images and take the best")
        : answer(Verdict.Level.TRUST, within + "its order is right on the whole" + rho(half));
  }

  /** The correlation in brackets. */
  private static String rho(PartCorrelation half) {
    return " (" + Answer.rho(half.spearman().shownFor(half.n())) + ")";
  }

  private static Answer answer(Verdict.Level level, String reason) {
    return new Answer(level, Interval.UNDEFINED, 0, reason);
  }

  private static String regret(Shortlist shortlist, boolean calibrated) {
    return Double.isNaN(shortlist.regret())
        ? ""
        : format(
            "; %sthe best of its first %d lacks %.1f points of the best of all %d trained so",
            calibrated ? "of those that did not teach it, " : "",
            shortlist.k(),
            100 * shortlist.regret(),
            shortlist.among());
  }
}
