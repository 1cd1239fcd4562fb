package io.proxynas.eval.calibrate;

import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Score;
import java.util.Collections;
import java.util.List;

/**
 * The rival of a learnt order: of some scores the one that orders the fitted truths best, by
 * Spearman's ρ, as it is or turned.
 */
public final class BestScore {

  private BestScore() {}

  /**
   * An order by that score; all alike where no score orders the fitted truths.
   *
   * @param scores to choose from
   * @param fitted the truths to choose by
   * @param candidates how many there are
   * @return a value a candidate, more being better
   */
  public static List<Double> of(List<Score> scores, Observations fitted, int candidates) {
    double[] truths = fitted.truths().stream().mapToDouble(truth -> truth).toArray();
    List<Double> best = Collections.nCopies(candidates, 0.0);
    double highest = 0;
    for (Score score : scores) {
      for (int sign : new int[] {1, -1}) {
        List<Double> order = order(score, sign);
        double rho =
            SpearmanCorrelation.of(
                fitted.candidates().stream().mapToDouble(order::get).toArray(), truths);
        if (rho > highest) {
          highest = rho;
          best = order;
        }
      }
    }
    return best;
  }

  /**
   * The order of one score. A missing merit is the worst, since nothing recommends the candidate;
   * so a search ranks it, too.
   *
   * @param sign 1, or −1 for the turned one
   */
  public static List<Double> order(Score score, int sign) {
    return score.merits().stream()
        .map(merit -> merit.isNaN() ? Double.NEGATIVE_INFINITY : sign * merit)
        .toList();
  }
}
