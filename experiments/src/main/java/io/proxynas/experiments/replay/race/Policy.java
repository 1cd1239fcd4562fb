package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.ScoreView;
import java.util.random.RandomGenerator;

/** A way to find a good network of a table. */
interface Policy {

  /** What it is called in tables. */
  String name();

  /** What it stands beside in the map of winners. */
  Family family();

  /** Seconds of one thread that a run takes, about. */
  default double seconds() {
    return 0.01;
  }

  /** Searches until it has spent its budget or has seen all that it may. */
  void run(Ledger ledger, RandomGenerator random);

  /** Kinds of policies. */
  enum Family {
    /** Random candidates. */
    RANDOM("random"),
    /** Children of the best. */
    EVOLUTION("evolution"),
    /** Few epochs for most. */
    HALVING("ASHA"),
    /** In the order of one score, or of the mean of some, that need no training. */
    UNTRAINED("scores without training"),
    /** In the order of a score of a training on random images, or of the mean of some. */
    RANDOM_IMAGES("scores on random images"),
    /** The same on condensed images. */
    CONDENSED_IMAGES("scores on condensed images"),
    /** A calibrated ranking without proxy trainings. */
    CALIBRATED("calibrated without training"),
    /** The same with trainings on random images. */
    CALIBRATED_RANDOM("calibrated, random images"),
    /** The same with trainings on condensed images. */
    CALIBRATED_CONDENSED("calibrated, condensed images"),
    /** A calibrated ranking whose trainings are chosen otherwise: no part of the map. */
    OTHER("other choosers");

    private final String word;

    Family(String word) {
      this.word = word;
    }

    /** Of a policy that goes by scores alone. */
    static Family ofScores(ScoreView view) {
      if (!view.isTrained()) {
        return UNTRAINED;
      }
      return view.isOnRealImages() ? RANDOM_IMAGES : CONDENSED_IMAGES;
    }

    /** Of a calibrated ranking. */
    static Family ofCalibrated(ScoreView view) {
      if (!view.isTrained()) {
        return CALIBRATED;
      }
      return view.isOnRealImages() ? CALIBRATED_RANDOM : CALIBRATED_CONDENSED;
    }

    /** The word in rows. */
    String word() {
      return word;
    }
  }
}
