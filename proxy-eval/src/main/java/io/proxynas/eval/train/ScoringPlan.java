package io.proxynas.eval.train;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.train.check.Require;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is measured of each candidate on the proxy, and which of it ranks.
 *
 * @param rankBy orders the ranking
 * @param free training-free scores to measure; that of {@code rankBy} is added
 * @param initialisations draws of weights that each training-free score of the run is the mean of,
 *     those of rungs and rivals too; in [1, {@value #MOST_DRAWS}]
 * @param seeds trainings of each candidate, whose scores are averaged, in [1, {@value #MOST_DRAWS}]
 * @param statistics by which a trained candidate that normalises over batches is scored; those of
 *     rungs and of rivals that train, too
 */
public record ScoringPlan(
    Criterion rankBy,
    Set<FreeScore> free,
    int initialisations,
    int seeds,
    StatisticsFrom statistics) {

  /** One training, ranked by its loss, which tells the best networks apart better than accuracy. */
  public static final ScoringPlan DEFAULT =
      new ScoringPlan(Criterion.TRAINING_LOSS, Set.of(), FreeScorer.INITIALISATIONS, 1);

  /** What a calibrated ranking can listen to beside a training, for a tenth of its time. */
  public static final Set<FreeScore> CHEAP = Set.of(FreeScore.NASWOT, FreeScore.SYNFLOW);

  /** One training, with what a calibrated ranking can listen to. */
  public static final ScoringPlan CALIBRATED =
      new ScoringPlan(Criterion.ACCURACY, CHEAP, FreeScorer.INITIALISATIONS, 1);

  /**
   * Without a proxy: all scores that need no training, by the one that led to good networks soonest
   * in two of three spaces.
   */
  public static final ScoringPlan UNTRAINED =
      new ScoringPlan(Criterion.SYNFLOW, Set.of(FreeScore.values()), FreeScorer.INITIALISATIONS, 1);

  /** By the usual running statistics. */
  public ScoringPlan(Criterion rankBy, Set<FreeScore> free, int initialisations, int seeds) {
    this(rankBy, free, initialisations, seeds, StatisticsFrom.AUTO);
  }

  /** The most trainings, or draws of weights, whose mean a score is. */
  private static final int MOST_DRAWS = 1024;

  public ScoringPlan {
    Set<FreeScore> all = EnumSet.noneOf(FreeScore.class);
    all.addAll(free);
    rankBy.free().ifPresent(all::add);
    free = Collections.unmodifiableSet(all);
    Require.atLeastOne("initialisations", initialisations);
    Require.atLeastOne("training seeds", seeds);
    Require.atMost("initialisations", MOST_DRAWS, initialisations);
    Require.atMost("training seeds", MOST_DRAWS, seeds);
  }

  /**
   * Refuses what a proxy cannot have: without one nothing tells what only a training does.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  public void requireFits(ProxySpec proxy) {
    if (!(proxy instanceof ProxySpec.None)) {
      return;
    }
    if (rankBy.isOfTraining()) {
      throw new IllegalArgumentException(
          "candidates without a proxy must be ranked by what needs no training (calibrated,"
              + " parameters, flops or a training-free score), but were to be by "
              + rankBy.word());
    }
    if (free.size() < 2) {
      throw new IllegalArgumentException(
          "candidates without a proxy must have at least 2 training-free scores, but were to have "
              + free.stream().map(FreeScore::word).toList());
    }
    if (seeds > 1) {
      throw new IllegalArgumentException(
          "candidates without a proxy must have no training, but were to have %d each"
              .formatted(seeds));
    }
  }

  /**
   * What differs from one training ranked by its accuracy, by name, for a search's configuration;
   * {@link StatisticsFrom#asMap} has the statistics.
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (rankBy != Criterion.ACCURACY) {
      map.put("rankBy", rankBy.word());
    }
    map.putAll(measured());
    return map;
  }

  /** The same without what only orders the outcomes. */
  public Map<String, Object> measured() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!free.isEmpty()) {
      map.put("scores", free.stream().map(FreeScore::word).toList());
      map.put("initialisations", initialisations);
    }
    if (seeds > 1) {
      map.put("trainingSeeds", seeds);
    }
    return map;
  }
}
