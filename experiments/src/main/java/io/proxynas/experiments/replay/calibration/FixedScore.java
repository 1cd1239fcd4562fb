package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Seed;
import io.proxynas.eval.calibrate.BestScore;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreTable;

/**
 * One score, whatever the truths say.
 *
 * @param name of the score
 */
public record FixedScore(String name) implements Predictor {

  @Override
  public Group group() {
    return Group.FIXED;
  }

  @Override
  public double[] predict(ScoreTable table, Observations known, Seed seed) {
    Score its =
        table.scores().stream()
            .filter(score -> score.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("a score must be in the table, but was " + name));
    return Merits.array(BestScore.order(its, 1));
  }
}
