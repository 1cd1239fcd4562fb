package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.Set;

/**
 * The one score that orders the known truths best, by the size of Spearman's ρ and with its sign.
 *
 * @param name of this way
 * @param kinds of the scores that it may choose
 */
record BestScore(String name, Set<ScoreKind> kinds) implements Predictor {

  /** Of all scores that are no decisions. */
  static final BestScore OF_SCORES =
      new BestScore(
          "best score by the same truths",
          Set.of(ScoreKind.TRAINED, ScoreKind.UNTRAINED, ScoreKind.SIZE));

  /** Of single decisions: what a ranking that knows one of them can do. */
  static final BestScore OF_DECISIONS =
      new BestScore("best decision by the same truths", Set.of(ScoreKind.DECISION));

  @Override
  public Group group() {
    return Group.METHOD;
  }

  @Override
  public double[] predict(ScoreTable table, Observations known, Seed seed) {
    double[] truths = known.truths().stream().mapToDouble(truth -> truth).toArray();
    double[] best = new double[table.candidates()];
    double highest = 0;
    for (Score score : table.scores()) {
      if (kinds.contains(score.kind())) {
        double[] merits = Merits.filled(score.merits());
        double rho = SpearmanCorrelation.of(Merits.at(known.candidates(), merits), truths);
        if (Math.abs(rho) > highest) {
          highest = Math.abs(rho);
          best = rho < 0 ? Merits.negated(merits) : merits;
        }
      }
    }
    return best;
  }
}
