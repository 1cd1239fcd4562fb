package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Seed;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.ScoreTable;

/** A way to order networks by their scores and the truths of some. */
public interface Predictor {

  /** The word in rows. */
  String name();

  /** Which of the others it stands beside. */
  Group group();

  /**
   * A value for each network, of which more is better.
   *
   * @param table scores of all networks
   * @param known the truths of some
   * @param seed of what it draws
   * @return length {@code table.candidates()}, without NaN
   */
  double[] predict(ScoreTable table, Observations known, Seed seed);

  /** The kinds of predictors. */
  enum Group {
    /** One score, the same for all draws. */
    FIXED("score"),
    /** Something that is fitted to the truths, or that could be. */
    METHOD("method"),
    /** What no method can be expected to exceed. */
    CEILING("ceiling");

    private final String word;

    Group(String word) {
      this.word = word;
    }

    /** The word in rows. */
    String word() {
      return word;
    }
  }
}
