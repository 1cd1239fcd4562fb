package io.proxynas.experiments.replay.race;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Interval;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Trial;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.Portfolio;
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
 * @param policy that runs
 * @param runs how often
 * @param seed of the runs
 * @param workers threads; no row depends on them
 */
record RaceTrial(TruthTable table, Policy policy, int runs, Seed seed, int workers)
    implements Trial {

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

  /** By which a full training is taken to cost more. */
  static final List<Integer> FACTORS = List.of(1, 10, 100);

  private static final int POINTS = 24;

  @Override
  public String key() {
    return table.name() + "/" + policy.name();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "table " + table.name(),
        table.fingerprint(),
        "runs",
        Integer.toString(runs),
        "calibrated ranking",
        CalibratedRanking.DEFAULT.toString(),
        "portfolio",
        Portfolio.DEFAULT.toString());
  }

  @Override
  public List<Effort> efforts() {
    return List.of(Effort.lasting(runs * policy.seconds() / workers));
  }

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    Progress progress = steps.next();
    AtomicInteger done = new AtomicInteger();
    List<Referee> referees =
        IntStream.range(0, table.trainings().size())
            .mapToObj(training -> new Referee(table, training))
            .toList();
    List<Callable<Track>> each = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Referee referee = referees.get(run % referees.size());
      Seed its = seed.child(table.name()).child(policy.name()).child(run);
      each.add(
          () -> {
            Ledger ledger = new Ledger(referee);
            policy.run(ledger, its.generator());
            synchronized (progress) {
              progress.at(done.incrementAndGet(), runs);
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
    for (int factor : table.timed() ? FACTORS : FACTORS.subList(0, 1)) {
      MeanRegret bySeconds = new MeanRegret(tracks, step -> step.seconds(factor));
      for (double target : TARGETS) {
        Row.Builder row = begin(tracks, factor).put(TARGET, target);
        put(row, SECONDS, bySeconds.to(target, seed));
        put(row, TRAININGS, byTrainings.to(target, seed));
        put(row, REGRET, Interval.UNDEFINED);
        rows.add(row.build());
      }
      rows.addAll(curve(tracks, factor, bySeconds));
    }
    return rows;
  }

  /** Points at equal distances on a logarithmic axis. */
  private List<Row> curve(List<Track> tracks, int factor, MeanRegret mean) {
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

  private Row.Builder begin(List<Track> tracks, int factor) {
    return Row.of(key())
        .put(TABLE, table.name())
        .put(POLICY, policy.name())
        .put(FAMILY, policy.family().word())
        .put(RUNS, runs)
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
