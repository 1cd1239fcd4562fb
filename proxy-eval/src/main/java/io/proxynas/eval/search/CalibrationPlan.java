package io.proxynas.eval.search;

import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.train.check.Require;
import java.util.Map;

/**
 * How a ranking learns from full trainings: the search goes in rounds, after each of which some of
 * its candidates are trained on the full data, and the next goes by what those teach.
 *
 * @param rounds of the search, in [1, {@value #MOST_ROUNDS}]
 * @param trainings on the full data that teach, in all rounds together; at least as many as {@link
 *     CalibratedRanking} learns from
 */
public record CalibrationPlan(int rounds, int trainings) {

  private static final int MOST_ROUNDS = 1024;

  /** Rounds unless the user asks for another number. */
  public static final int DEFAULT_ROUNDS = 2;

  /** Full trainings, those that judge included, unless the user asks for another number. */
  public static final int DEFAULT_TRAININGS = 26;

  /** The fewest trainings from which a ranking learns. */
  public static final int FEWEST = CalibratedRanking.DEFAULT.leastTruths();

  /** The fewest full trainings that are enough to learn from and to judge by. */
  public static final int FEWEST_IN_ALL = FEWEST + Verdict.FEWEST;

  /**
   * Shares out full trainings: half of them teach and half judge, but as many judge as a verdict
   * needs.
   *
   * @param rounds of the search
   * @param trainings in all, at least {@link #FEWEST_IN_ALL}
   */
  public static CalibrationPlan sharing(int rounds, int trainings) {
    if (trainings < FEWEST_IN_ALL) {
      throw new IllegalArgumentException(
          ("a calibrated ranking must have at least %d full trainings, %d to learn from and %d to be"
                  + " judged by, but had %d")
              .formatted(FEWEST_IN_ALL, FEWEST, Verdict.FEWEST, trainings));
    }
    return new CalibrationPlan(rounds, Math.min(trainings / 2, trainings - Verdict.FEWEST));
  }

  public CalibrationPlan {
    Require.atLeastOne("rounds", rounds);
    Require.atMost("rounds", MOST_ROUNDS, rounds);
    if (trainings < FEWEST) {
      throw new IllegalArgumentException(
          "the full trainings that calibrate a ranking must be at least %d, but were %d"
              .formatted(FEWEST, trainings));
    }
  }

  /** Refuses a search of fewer candidates than rounds, each of which must propose one. */
  void requireFits(int candidates) {
    if (rounds > candidates) {
      throw new IllegalArgumentException(
          "rounds must be at most as many as the %d candidates, but were %d"
              .formatted(candidates, rounds));
    }
  }

  /** So many of the search's candidates are proposed by the end of a round, from 1. */
  int candidatesUntil(int round, int candidates) {
    return share(round, candidates);
  }

  /** So many full trainings are done by the end of a round; the first teaches something already. */
  int trainingsUntil(int round) {
    return Math.max(FEWEST, share(round, trainings));
  }

  private int share(int round, int whole) {
    return Math.toIntExact(((long) whole * round + rounds - 1) / rounds);
  }

  /**
   * What the journal of a search is of. As with the number of candidates, more trainings train what
   * is missing, and find what a run with as many from the beginning would have found.
   */
  Map<String, Object> asMap() {
    return Map.of("rounds", rounds);
  }
}
