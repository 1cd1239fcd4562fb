package io.proxynas.experiments.replay.race;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Interval;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Trial;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.ImprovementPerCost;
import io.proxynas.train.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * One policy on a table, from many seeds. Its rows are of two kinds: what it took to a target, and
 * points of its curve, which have no target; each for every factor of the cost of a full training.
 *
 * @param table of networks
 * @param runs each the policy on the table or on a part of it; at least one
 * @param seed of the runs
 * @param workers threads; no row depends on them
 */
record RaceTrial(TruthTable table, List<Run> runs, Seed seed, int workers) implements Trial {

  /**
   * One run.
   *
   * @param table that it plays on
   * @param policy made for that table
   */
  record Run(TruthTable table, Policy policy) {}

  static final String TABLE = "table";
  static final String POLICY = "policy";
  static final String FAMILY = "family";
  static final String RUNS = "runs";
  static final String TRAINING_SECONDS = "full training s";
  static final String SCORING_SECONDS = "scoring s";
  static final String FACTOR = "cost factor";
  static final String TARGET = "target";
  static final String SECONDS = "worker s";
  static final String TRAININGS = "full trainings";
  static final String REGRET = "regret";
  static final String LOW = " low";
  static final String HIGH = " high";

  static final List<String> COLUMNS =
      List.of(
          TABLE,
          POLICY,
          FAMILY,
          RUNS,
          TRAINING_SECONDS,
          SCORING_SECONDS,
          FACTOR,
          TARGET,
          SECONDS,
          SECONDS + LOW,
          SECONDS + HIGH,
          TRAININGS,
          TRAININGS + LOW,
          TRAININGS + HIGH,
          REGRET,
          REGRET + LOW,
          REGRET + HIGH);

  /** Regrets to reach, fractions. */
  static final List<Double> TARGETS = List.of(0.01, 0.005, 0.003, 0.001);

  /** By which a full training is taken to cost more: those with curves and intervals. */
  static final List<String> FACTORS = List.of("1", "10", "100");

  /** Others, for the map alone. */
  static final List<String> BETWEEN = List.of("0.1", "0.3", "3", "30", "300", "1000");

  private static final int POINTS = 24;

  @Override
  public String key() {
    return table.name() + "/" + policy().name();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "table " + table.name(),
        table.fingerprint(),
        "runs",
        Integer.toString(runs.size()),
        "calibrated ranking",
        CalibratedRanking.DEFAULT.toString(),
        "choice",
        ImprovementPerCost.DEFAULT.toString(),
        "networks of a run on " + table.name(),
        Integer.toString(runs.get(0).table().size()));
  }

  @Override
  public List<Effort> efforts() {
    return List.of(Effort.lasting(runs.size() * policy().seconds() / workers));
  }

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    Progress progress = steps.next();
    AtomicInteger done = new AtomicInteger();
    List<Callable<Track>> each = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      Run its = runs.get(run);
      int training = run % table.trainings().size();
      Seed random = seed.child(table.name()).child(policy().name()).child(run);
      each.add(
          () -> {
            Ledger ledger = new Ledger(new Referee(its.table(), training));
            its.policy().run(ledger, random.generator());
            synchronized (progress) {
              progress.at(done.incrementAndGet(), runs.size());
            }
            return ledger.track();
          });
    }
    try (WorkerPool pool = new WorkerPool("race", workers)) {
      return rows(pool.run(each));
    }
  }

  private List<Row> rows(List<Track> tracks) {
    List<Row> rows = new ArrayList<>();
    MeanRegret byTrainings = new MeanRegret(tracks, Track.Step::trainings);
    for (String factor : table.timed() ? FACTORS : FACTORS.subList(0, 1)) {
      MeanRegret bySeconds = bySeconds(tracks, factor);
      for (double target : TARGETS) {
        Row.Builder row = begin(tracks, factor).put(TARGET, target);
        put(row, SECONDS, bySeconds.to(target, seed));
        put(row, TRAININGS, byTrainings.to(target, seed));
        put(row, REGRET, Interval.UNDEFINED);
        rows.add(row.build());
      }
      rows.addAll(curve(tracks, factor, bySeconds));
    }
    for (String factor : table.timed() ? BETWEEN : List.<String>of()) {
      MeanRegret bySeconds = bySeconds(tracks, factor);
      for (double target : TARGETS) {
        Row.Builder row = begin(tracks, factor).put(TARGET, target);
        put(row, SECONDS, Interval.unbounded(bySeconds.to(target)));
        put(row, TRAININGS, Interval.UNDEFINED);
        put(row, REGRET, Interval.UNDEFINED);
        rows.add(row.build());
      }
    }
    return rows;
  }

  private static MeanRegret bySeconds(List<Track> tracks, String factor) {
    double times = Double.parseDouble(factor);
    return new MeanRegret(tracks, step -> step.seconds(times));
  }

  private Policy policy() {
    return runs.get(0).policy();
  }

  /** Points at equal distances on a logarithmic axis. */
  private List<Row> curve(List<Track> tracks, String factor, MeanRegret mean) {
    double ratio = Math.pow(mean.last() / mean.first(), 1.0 / (POINTS - 1));
    return IntStream.range(0, POINTS)
        .mapToObj(
            point -> {
              double seconds = mean.first() * Math.pow(ratio, point);
              Row.Builder row = begin(tracks, factor).put(TARGET, "");
              put(row, SECONDS, Interval.unbounded(seconds));
              put(row, TRAININGS, Interval.UNDEFINED);
              put(row, REGRET, mean.at(seconds, seed));
              return row.build();
            })
        .toList();
  }

  private Row.Builder begin(List<Track> tracks, String factor) {
    return Row.of(key())
        .put(TABLE, table.name())
        .put(POLICY, policy().name())
        .put(FAMILY, policy().family().word())
        .put(RUNS, runs.size())
        .put(TRAINING_SECONDS, trainingSeconds())
        .put(SCORING_SECONDS, scoringSeconds(tracks))
        .put(FACTOR, factor);
  }

  /** NaN where the table does not know seconds. */
  private double trainingSeconds() {
    return table.timed()
        ? table.trainings().get(0).seconds().stream().mapToDouble(s -> s).average().orElse(0)
        : Double.NaN;
  }

  private static double scoringSeconds(List<Track> tracks) {
    return tracks.stream()
        .mapToDouble(track -> track.steps().get(track.steps().size() - 1).scoring())
        .average()
        .orElse(Double.NaN);
  }

  private static void put(Row.Builder row, String column, Interval interval) {
    row.put(column, interval.value())
        .put(column + LOW, interval.low())
        .put(column + HIGH, interval.high());
  }
}
