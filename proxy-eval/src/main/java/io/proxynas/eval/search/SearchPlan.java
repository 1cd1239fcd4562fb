package io.proxynas.eval.search;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that decides what a run finds; the same plan on the same data finds the same, at any
 * number of workers.
 *
 * @param proxy the set to search on
 * @param condensation settings of the method that makes the set
 * @param space to search
 * @param limits that its candidates must keep
 * @param strategy of the search
 * @param objectives of which the Pareto front is wanted, at least 2 different ones, or none; {@link
 *     Strategy#NSGA2} needs them
 * @param halving whether only the best candidates are trained in full
 * @param candidates distinct candidates to train, at least 1
 * @param patience how many candidates in a row may be no better than the best before them; the
 *     search ends after more. Goes with a ranking that is the same from the first candidate to the
 *     last
 * @param scoring what is measured of each candidate on the proxy, and which of it ranks
 * @param recipes of every training, on the proxy and on the full data; their augmentation is
 *     replaced by the one that keeps the data set's classes
 * @param validation how the ranking is held against the full data
 * @param calibration how it learns from full trainings; without, it goes by what was measured
 * @param export networks of the first of the ranking to train on the full data and save, at least
 *     0; the winner is saved in any case
 * @param seed the root of all randomness
 */
@RecordBuilder
public record SearchPlan(
    ProxySpec proxy,
    CondensationSettings condensation,
    SearchSpace space,
    SizeLimits limits,
    Strategy strategy,
    List<Objective> objectives,
    Optional<Halving> halving,
    int candidates,
    Optional<Integer> patience,
    ScoringPlan scoring,
    Recipes recipes,
    ValidationPlan validation,
    Optional<CalibrationPlan> calibration,
    int export,
    Seed seed)
    implements SearchPlanBuilder.With {

  /** How candidates are tried on the proxy, the cheapest first; once without halving. */
  List<Halving.PlannedRung> rungs() {
    return halving
        .map(h -> h.rungs(proxy, recipes.proxyEpochs()))
        .orElse(List.of(Halving.PlannedRung.trained(proxy, recipes.proxyEpochs())));
  }

  /**
   * Whether candidates are scored on the validation split on every rung. Where the training alone
   * ranks them, and no objective wants their accuracy, those on the last are: scoring can take
   * longer than the training on a lower one.
   */
  boolean scoresEveryRung() {
    return halving.isEmpty()
        || !scoring.rankBy().isOfTrainingAlone()
        || objectives.contains(Objective.ACCURACY);
  }

  /** Whether the time of an inference is measured of each candidate. */
  public boolean measuresLatency() {
    return objectives.contains(Objective.LATENCY);
  }

  /**
   * What ranks by the trainings of rivals: what ranks on the proxy; the training loss where no
   * training tells that, and beside a calibrated ranking, which listens to more than one score.
   */
  Criterion rivalsBy() {
    Criterion by = scoring.rankBy();
    return calibration.isEmpty() && by.isOfTraining() ? by : ScoringPlan.DEFAULT.rankBy();
  }

  /** Whether a training-free score is measured: of candidates, on a rung or by a rival. */
  public boolean measuresFreeScores() {
    return !scoring.free().isEmpty()
        || halving.flatMap(Halving::score).isPresent()
        || validation.measuresFreeScores();
  }

  /**
   * What the outcomes in a journal depend on; a journal of another is refused.
   *
   * @param sets of the run's data
   * @param trained the recipe on all images, as those data have it
   */
  Map<String, Object> configuration(ProxySets sets, Recipe trained) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("dataset", sets.data().name());
    configuration.put("dataFingerprint", sets.data().fingerprint());
    configuration.put("proxy", proxy.name());
    configuration.put("condensation", sets.configuration(proxy));
    configuration.put("space", space.toString());
    configuration.putAll(limits.asMap());
    configuration.put("strategy", strategy.word());
    if (strategy == Strategy.NSGA2) {
      configuration.put("objectives", objectives.stream().map(Objective::word).toList());
    }
    halving.ifPresent(h -> configuration.put("halving", configuration(h, sets)));
    if (measuresLatency()) {
      configuration.put("latency", "one thread of " + Machine.current().computer());
    }
    configuration.putAll(scoring.asMap());
    configuration.putAll(
        scoring
            .statistics()
            .asMap(rungs().stream().flatMap(rung -> rung.proxy().stream()).toList()));
    calibration.ifPresent(c -> configuration.put("calibration", c.asMap()));
    configuration.put("scored", Regimes.SCORED);
    configuration.putAll(recipes.asMap(trained));
    configuration.put("seed", seed.value());
    return configuration;
  }

  private Map<String, Object> configuration(Halving h, ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("factor", h.factor());
    for (Halving.PlannedRung rung : rungs()) {
      configuration.put(
          rung.name(),
          rung.proxy()
              .<Object>map(sets::configuration)
              .orElse(Map.of("initialisations", scoring.initialisations())));
    }
    return configuration;
  }

  /**
   * Refuses what a cluster does not do.
   *
   * @throws IllegalArgumentException if latencies are wanted
   */
  void requireClusterCan() {
    if (measuresLatency()) {
      throw new IllegalArgumentException(
          "the objectives must go without latency on a cluster, whose machines are others, but were"
              + " %s: leave out latency or --spark"
                  .formatted(
                      objectives.stream().map(Objective::word).collect(Collectors.joining(","))));
    }
  }

  /** Whether candidates train on all the real images, too. */
  boolean trainsInFull() {
    return validation.candidates() > 0
        || calibration.isPresent()
        || proxy instanceof ProxySpec.Full;
  }

  private static void requirePatienceCan(
      Optional<Integer> patience, Strategy strategy, Optional<CalibrationPlan> calibration) {
    if (patience.isEmpty()) {
      return;
    }
    Require.atLeastOne("patience", patience.get());
    if (strategy == Strategy.NSGA2 || calibration.isPresent()) {
      throw new IllegalArgumentException(
          "patience must go with a search for the first of one ranking, but was asked for with %s"
              .formatted(
                  calibration.isPresent()
                      ? "a calibrated ranking, whose rounds search for the first of another one each"
                      : "nsga2, which searches for the front of several objectives"));
    }
  }

  private static void requireTrained(
      ProxySpec proxy, List<Objective> objectives, Optional<Halving> halving) {
    if (proxy instanceof ProxySpec.None && halving.isPresent()) {
      throw new IllegalArgumentException(
          "halving must go with a proxy, the last of its rungs, but there is none");
    }
    if (proxy instanceof ProxySpec.None && objectives.contains(Objective.ACCURACY)) {
      throw new IllegalArgumentException(
          "objectives without a proxy must be known without a training, but were "
              + objectives.stream().map(Objective::word).toList());
    }
  }

  public SearchPlan {
    objectives = List.copyOf(objectives);
    scoring.requireFits(proxy);
    requireTrained(proxy, objectives, halving);
    boolean wanted = strategy == Strategy.NSGA2 || !objectives.isEmpty();
    if (wanted && (objectives.size() < 2 || Set.copyOf(objectives).size() < objectives.size())) {
      throw new IllegalArgumentException(
          "the objectives must be at least 2 different ones, but were "
              + objectives.stream().map(Objective::word).toList());
    }
    halving.ifPresent(h -> h.rungs(proxy, recipes.proxyEpochs()));
    Require.atLeastOne("candidates", candidates);
    if (halving.filter(h -> candidates < h.factor()).isPresent()) {
      throw new IllegalArgumentException(
          "candidates to be halved must be at least as many as the factor %d, but were %d"
              .formatted(halving.get().factor(), candidates));
    }
    if (calibration.isPresent() && (halving.isPresent() || strategy == Strategy.NSGA2)) {
      throw new IllegalArgumentException(
          "a calibrated ranking must be of candidates that are trained alike and for their accuracy,"
              + " but was asked for with %s: rank by accuracy instead"
                  .formatted(halving.isPresent() ? "halving" : Strategy.NSGA2.word()));
    }
    calibration.ifPresent(c -> c.requireFits(candidates));
    requirePatienceCan(patience, strategy, calibration);
    if (export < 0) {
      throw new IllegalArgumentException(
          "networks to export must be at least 0, but was " + export);
    }
  }
}
