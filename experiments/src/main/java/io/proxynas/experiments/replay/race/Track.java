package io.proxynas.experiments.replay.race;

import java.util.List;

/**
 * How one run of a policy went.
 *
 * @param start the regret before the first choice, a fraction
 * @param steps each change of the choice, and the end
 */
record Track(double start, List<Step> steps) {

  Track {
    steps = List.copyOf(steps);
  }

  /**
   * What was spent when a choice was made, and its regret.
   *
   * @param scoring seconds of worker time for all that is no full training
   * @param training seconds of worker time for full trainings
   * @param trainings full trainings, parts of them as fractions
   * @param regret of the choice, a fraction
   */
  record Step(double scoring, double training, double trainings, double regret) {

    /**
     * Seconds of worker time in all.
     *
     * @param factor by which a full training is taken to cost more than it does
     */
    double seconds(double factor) {
      return scoring + factor * training;
    }
  }
}
