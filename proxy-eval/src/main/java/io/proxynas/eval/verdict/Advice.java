package io.proxynas.eval.verdict;

import static io.proxynas.eval.verdict.Answer.format;

import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.eval.validation.ValidationResult;

/**
 * What to do where too few candidates judged a ranking: always more than was done, since that was
 * not enough.
 *
 * @param failed candidates of the random sample that failed on the full data
 * @param ranked candidates of the ranking
 * @param calibrated whether half of those that are trained on the full data teach the ranking, and
 *     so do not judge it
 */
record Advice(int failed, int ranked, boolean calibrated) {

  static Advice of(ValidationResult result) {
    ValidationFigures figures = result.figures();
    return new Advice(figures.sample() - figures.n(), result.ranked(), result.taught() > 0);
  }

  /**
   * How so many get to judge, as in {@code validate 13 or more}; with their number first where it
   * is another than that to ask for.
   */
  String toHave(int judges) {
    int enough = (judges + failed) * (calibrated ? 2 : 1);
    String halves = calibrated ? ", half of which teach it" : "";
    if (enough > ranked) {
      return format(
          "its ranking must have %d or more candidates%s, but has %d", enough, halves, ranked);
    }
    String ask = format("validate %d or more%s", enough, halves);
    return enough == judges ? ask : format("%d or more candidates must be: %s", judges, ask);
  }
}
