package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Seed;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.ScoreTable;

/**
 * The project's own method.
 *
 * @param name of this way
 * @param ranking predicts
 * @param listens whether it is told the truths; otherwise it has its prior alone
 */
public record Calibrated(String name, CalibratedRanking ranking, boolean listens)
    implements Predictor {

  /** With the truths. */
  public static final Calibrated FITTED =
      new Calibrated("calibrated", CalibratedRanking.DEFAULT, true);

  /** Without. */
  public static final Calibrated PRIOR =
      new Calibrated("prior alone", CalibratedRanking.DEFAULT, false);

  @Override
  public Group group() {
    return Group.METHOD;
  }

  @Override
  public double[] predict(ScoreTable table, Observations known, Seed seed) {
    return ranking.predict(table, listens ? known : Observations.NONE).means().stream()
        .mapToDouble(mean -> mean)
        .toArray();
  }
}
