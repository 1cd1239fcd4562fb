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
 * @param taught candidates that were trained on the full data to teach the ranking, and so do not
 *     judge it, those that failed included: as many as judge, or more where some failed
 */
record Advice(int failed, int ranked, int taught) {

  static Advice of(ValidationResult result) {
    ValidationFigures figures = result.figures();
    return new Advice(figures.sample() - figures.n(), result.ranked(), result.taught());
  }

  boolean calibrated() {
    return taught > 0;
  }

  /**
   * How so many get to judge, as in {@code validate 13 or more}; with their number first where it
   * is another than that to ask for.
   */
  String toHave(int judges) {
    int sample = judges + failed;
    int enough = sample + (calibrated() ? Math.max(sample, taught) : 0);
    String halves =
        calibrated() ? format(", %s of which teach it", taught > sample ? taught : "half") : "";
    if (enough > ranked) {
      return format(
          "its ranking must have %d or more candidates%s, but has %d", enough, halves, ranked);
    }
    String ask = format("validate %d or more%s", enough, halves);
    return enough == judges ? ask : format("%d or more candidates must be: %s", judges, ask);
  }
}
