package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Seed;
import io.proxynas.eval.calibrate.BestScore;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.List;
import java.util.Set;

/**
 * The {@link BestScore} of some kinds by the known truths.
 *
 * @param name of this way
 * @param kinds of the scores that it may choose
 */
record BestOf(String name, Set<ScoreKind> kinds) implements Predictor {

  /** Of all scores that are no decisions. */
  static final BestOf SCORES =
      new BestOf(
          "best score by the same truths",
          Set.of(ScoreKind.TRAINED, ScoreKind.UNTRAINED, ScoreKind.SIZE));

  /** Of single decisions: what a ranking that knows one of them can do. */
  static final BestOf DECISIONS =
      new BestOf("best decision by the same truths", Set.of(ScoreKind.DECISION));

  @Override
  public Group group() {
    return Group.METHOD;
  }

  @Override
  public double[] predict(ScoreTable table, Observations known, Seed seed) {
    List<Score> its =
        table.scores().stream().filter(score -> kinds.contains(score.kind())).toList();
    return Merits.array(BestScore.of(its, known, table.candidates()));
  }
}
