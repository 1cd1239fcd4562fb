package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Trial;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.train.WorkerPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * So many truths of one view of a table, drawn again and again: a row for each predictor. A truth
 * is one full training, from the seeds of the table by turns.
 *
 * @param table the truths
 * @param view the scores that predictors see
 * @param truths how many networks are trained in full
 * @param draws how often they are drawn
 * @param seed of the draws
 * @param workers threads; no row depends on them
 */
record CalibrationTrial(
    TruthTable table, ScoreView view, int truths, int draws, Seed seed, int workers)
    implements Trial {

  static final String TABLE = "table";
  static final String VIEW = "trained on";
  static final String NETWORKS = "networks";
  static final String TRUTHS = "truths";
  static final String METHOD = "method";
  static final String GROUP = "group";
  static final String DRAWS = "draws";
  static final String RHO = "rho";
  static final String BETTER_HALF = "rho better half";
  static final String REGRET = "regret";

  /** One full training of each network: what no prediction can be expected to exceed. */
  static final String CEILING = "one full training of each";

  /** Seconds that a draw takes, and a network of it more, about (2 cores of an AMD EPYC). */
  private static final double BASE = 0.05;

  private static final double EACH = 3e-5;

  private static final String DEVIATION = " sd";

  static final List<String> COLUMNS =
      List.of(
          TABLE,
          VIEW,
          NETWORKS,
          TRUTHS,
          METHOD,
          GROUP,
          DRAWS,
          RHO,
          RHO + DEVIATION,
          BETTER_HALF,
          BETTER_HALF + DEVIATION,
          REGRET,
          REGRET + DEVIATION);

  /** The column of a figure's standard deviation over the draws. */
  static String deviation(String column) {
    return column + DEVIATION;
  }

  @Override
  public String key() {
    return "%s/%s/%d".formatted(table.name(), view.name(), truths);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "table " + table.name(),
        table.fingerprint(),
        "draws",
        Integer.toString(draws),
        "a truth",
        "one training, judged by the others",
        "calibrated ranking",
        CalibratedRanking.DEFAULT.toString());
  }

  @Override
  public List<Effort> efforts() {
    return List.of(Effort.lasting(draws * (BASE + view.size() * EACH) / workers));
  }

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    Progress progress = steps.next();
    AtomicInteger done = new AtomicInteger();
    List<Predictor> predictors = predictors();
    List<Judge> judges =
        IntStream.range(0, table.trainings().size())
            .mapToObj(training -> new Judge(table, view, training))
            .toList();
    List<Callable<List<Judgement>>> each = new ArrayList<>();
    for (int draw = 0; draw < draws; draw++) {
      Seed its = seed.child(table.name()).child(view.name()).child(truths).child(draw);
      Judge judge = judges.get(draw % judges.size());
      each.add(
          () -> {
            List<Judgement> judgements = judge(judge, predictors, its);
            synchronized (progress) {
              progress.at(done.incrementAndGet(), draws);
            }
            return judgements;
          });
    }
    try (WorkerPool pool = new WorkerPool("replay", workers)) {
      return rows(predictors, pool.run(each));
    }
  }

  private List<Predictor> predictors() {
    List<Predictor> predictors = new ArrayList<>();
    view.table().scores().stream()
        .filter(score -> score.kind() != ScoreKind.DECISION)
        .forEach(score -> predictors.add(new FixedScore(score.name())));
    predictors.add(BestOf.SCORES);
    if (view.table().scores().stream().anyMatch(s -> s.kind() == ScoreKind.DECISION)) {
      predictors.add(BestOf.DECISIONS);
    }
    return Stream.concat(
            predictors.stream(),
            Stream.of(Calibrated.PRIOR, RandomForest.DEFAULT, Calibrated.FITTED))
        .toList();
  }

  /** One draw: a judgement of each predictor, and of a full training where there are several. */
  private List<Judgement> judge(Judge judge, List<Predictor> predictors, Seed its) {
    List<Integer> told = drawn(its);
    Observations known = judge.tell(told);
    List<Judgement> judgements = new ArrayList<>();
    for (Predictor predictor : predictors) {
      double[] predicted = predictor.predict(view.table(), known, its.child(predictor.name()));
      judgements.add(judge.of(predicted, told));
    }
    judge.ofOneTraining(told).ifPresent(judgements::add);
    return judgements;
  }

  private List<Integer> drawn(Seed its) {
    List<Integer> places = new ArrayList<>(IntStream.range(0, view.size()).boxed().toList());
    var random = its.child("truths").generator();
    for (int i = 0; i < truths; i++) {
      Collections.swap(places, i, random.nextInt(i, places.size()));
    }
    return List.copyOf(places.subList(0, truths));
  }

  private List<Row> rows(List<Predictor> predictors, List<List<Judgement>> drawn) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < predictors.size(); i++) {
      rows.add(row(predictors.get(i).name(), predictors.get(i).group(), at(i, drawn)));
    }
    if (table.trainings().size() > 1) {
      rows.add(row(CEILING, Predictor.Group.CEILING, at(predictors.size(), drawn)));
    }
    return rows;
  }

  private static List<Judgement> at(int predictor, List<List<Judgement>> drawn) {
    return drawn.stream().map(judgements -> judgements.get(predictor)).toList();
  }

  private Row row(String method, Predictor.Group group, List<Judgement> judgements) {
    Row.Builder row =
        Row.of(key())
            .put(TABLE, table.name())
            .put(VIEW, view.name())
            .put(NETWORKS, view.size())
            .put(TRUTHS, truths)
            .put(METHOD, method)
            .put(GROUP, group.word())
            .put(DRAWS, draws);
    put(row, RHO, judgements, Judgement::rho);
    put(row, BETTER_HALF, judgements, Judgement::betterHalf);
    put(row, REGRET, judgements, Judgement::regret);
    return row.build();
  }

  private static void put(
      Row.Builder row,
      String column,
      List<Judgement> judgements,
      ToDoubleFunction<Judgement> figure) {
    Spread spread = Spread.of(judgements.stream().mapToDouble(figure));
    row.put(column, spread.mean()).put(deviation(column), spread.deviation());
  }
}
