package io.proxynas.experiments.replay.race;

import java.util.ArrayList;
import java.util.List;

/** What a run has spent, and what it would choose now. */
final class Ledger {

  private final Referee referee;
  private final List<Track.Step> steps = new ArrayList<>();
  private double scoring;
  private double training;
  private double trainings;
  private int choice = -1;
  private double best = Double.NEGATIVE_INFINITY;

  Ledger(Referee referee) {
    this.referee = referee;
  }

  /** How many networks the table has. */
  int networks() {
    return referee.networks();
  }

  /** Epochs of a full training whose accuracies can be seen. */
  int epochs() {
    return referee.epochs();
  }

  /** Pays for something that is no full training. */
  void pay(double seconds) {
    scoring += seconds;
  }

  /**
   * Trains a network in full, and chooses it if it is better than all before.
   *
   * @return the accuracy that is seen, a fraction
   */
  double train(int place) {
    double seen = see(place);
    if (seen > best) {
      best = seen;
      choose(place);
    }
    return seen;
  }

  /**
   * Trains a network in full, and leaves the choice to the caller.
   *
   * @return the accuracy that is seen, a fraction
   */
  double see(int place) {
    training += referee.seconds(place);
    trainings++;
    return referee.seen(place);
  }

  /**
   * Goes on with the full training of a network.
   *
   * @param from epochs that it had before
   * @param to epochs that it has then
   * @return the accuracy that is seen then, a fraction
   */
  double advance(int place, int from, int to) {
    double share = (double) (to - from) / referee.epochs();
    training += share * referee.seconds(place);
    trainings += share;
    return referee.seen(place, to);
  }

  /** Says which network it would choose now. */
  void choose(int place) {
    if (place != choice) {
      choice = place;
      note();
    }
  }

  private void note() {
    steps.add(new Track.Step(scoring, training, trainings, referee.regret(choice)));
  }

  /** The whole run, after its end. */
  Track track() {
    if (choice >= 0) {
      note();
    }
    return new Track(referee.regretOfNone(), steps);
  }
}
