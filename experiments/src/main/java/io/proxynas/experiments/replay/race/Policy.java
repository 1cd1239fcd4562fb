package io.proxynas.experiments.replay.race;

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
    /** In the order of a score of a proxy training, or of the mean of some. */
    PROXY("scores by a proxy"),
    /** The portfolio of a calibrated ranking without proxy trainings. */
    CALIBRATED("calibrated without a proxy"),
    /** The same with them. */
    CALIBRATED_PROXY("calibrated with a proxy"),
    /** The same without or with them, where the model chooses among the networks it trained. */
    CHOSEN_BY_MODEL("calibrated, chosen by the model"),
    /** A calibrated ranking whose trainings are chosen otherwise: no part of the map. */
    OTHER("other choosers");

    private final String word;

    Family(String word) {
      this.word = word;
    }

    /** The word in rows. */
    String word() {
      return word;
    }
  }
}
