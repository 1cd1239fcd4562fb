package io.proxynas.eval.verdict;

import static io.proxynas.eval.verdict.Answer.format;
import static io.proxynas.eval.verdict.Answer.interval;
import static io.proxynas.eval.verdict.Answer.on;

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
 * figure, and no rule: a better candidate may not have been validated.
 */
final class MayChoose {

  private MayChoose() {}

  /**
   * Judges.
   *
   * @param discard whether the ranking may discard
   * @param validated candidates that were validated
   */
  static Answer judge(ValidationFigures figures, Verdict.Level discard, int validated) {
    PartCorrelation half = figures.half();
    Answer answer = judge(figures, discard);
    return new Answer(
        answer.level(),
        half.spearman(),
        half.n(),
        answer.reason() + regret(figures.shortlist(), validated));
  }

  private static Answer judge(ValidationFigures figures, Verdict.Level discard) {
    PartCorrelation half = figures.half();
    Interval spearman = half.spearman();
    String n = on(half.n());
    if (figures.sample() == 0) {
      return answer(Verdict.Level.UNKNOWN, MayDiscard.UNPROVEN);
    }
    if (half.n() < Verdict.FEWEST_IN_HALF) {
      return answer(
          Verdict.Level.UNKNOWN,
          format(
              "it was validated%s of its better half, too few for an interval: validate %d or more",
              n, 2 * Verdict.FEWEST_IN_HALF - 1));
    }
    if (!spearman.isBounded()) {
      String what = spearman.isDefined() ? "the interval of its" : "its";
      return answer(
          Verdict.Level.UNKNOWN,
          what + " Spearman correlation within its better half is undefined" + n);
    }
    if (discard == Verdict.Level.DO_NOT_TRUST) {
      return answer(discard, "it may not even discard");
    }
    return answer(spearman, n);
  }

  private static Answer answer(Interval spearman, String n) {
    String within = interval(spearman) + " within its better half ";
    if (spearman.low() <= 0) {
      return answer(Verdict.Level.DO_NOT_TRUST, within + "does not stay above 0" + n);
    }
    if (spearman.low() < Verdict.TRUSTED_FROM) {
      return answer(
          Verdict.Level.CAUTION,
          within
              + format("reaches below %.2f", Verdict.TRUSTED_FROM)
              + n
              + "; choose among its first few by training on the full data");
    }
    return answer(
        Verdict.Level.TRUST, within + format("stays at or above %.2f", Verdict.TRUSTED_FROM) + n);
  }

  private static Answer answer(Verdict.Level level, String reason) {
    return new Answer(level, Interval.UNDEFINED, 0, reason);
  }

  private static String regret(Shortlist shortlist, int validated) {
    return Double.isNaN(shortlist.regret())
        ? ""
        : format(
            "; regret after validating its first %d: %.1f points, among %d",
            shortlist.k(), 100 * shortlist.regret(), validated);
  }
}
