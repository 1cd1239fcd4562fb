package io.proxynas.experiments.replay.race;

import static io.proxynas.experiments.replay.race.RaceTrial.FACTOR;
import static io.proxynas.experiments.replay.race.RaceTrial.HIGH;
import static io.proxynas.experiments.replay.race.RaceTrial.LOW;
import static io.proxynas.experiments.replay.race.RaceTrial.POLICY;
import static io.proxynas.experiments.replay.race.RaceTrial.REGRET;
import static io.proxynas.experiments.replay.race.RaceTrial.SCORING_SECONDS;
import static io.proxynas.experiments.replay.race.RaceTrial.SECONDS;
import static io.proxynas.experiments.replay.race.RaceTrial.TARGET;
import static io.proxynas.experiments.replay.race.RaceTrial.TRAININGS;
import static io.proxynas.experiments.replay.race.RaceTrial.TRAINING_SECONDS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.proxynas.experiments.replay.TruthTables;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.ValueCurves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rows as Markdown: for each table the map of winners, what each policy took to each target,
 * and the curves of the best.
 *
 * @param rows all that there are
 * @param pictures takes the curves
 */
record RaceText(List<Row> rows, Pictures pictures) {

  private static final int CURVES = 8;

  /** Points of regret: the least that the logarithmic axis of the curves shows. */
  private static final double LEAST = 0.02;

  /** The regret of the picture of winners, a fraction. */
  private static final double MAPPED = 0.005;

  private static final String LEGEND =
      "Regret, in points: how much lower the judged accuracy of the best network found is than that of"
          + " the network which training every network of the table once would have found. A search"
          + " sees the trainings of one seed, by turns in the runs, and is judged by the mean of the"
          + " others; before its first network it has the regret of a random one. Times are those from"
          + " which on the mean regret of all runs is at most the target, in brackets with 95 %"
          + " intervals by bootstrap over the runs; ∞ is never. Everything counts: condensation, the"
          + " scores of all candidates that were scored, and full trainings. A cost factor of 10 or 100"
          + " is an assumption: the same replay as if each full training took that many times longer."
          + " The map has the best policy of each kind as a multiple of the shortest time; which score and"
          + " how many candidates is chosen with hindsight, for calibrated searches how many and what is known."
          + " Where a table is a sample of its space, each run plays on another random two thirds of it."
          + " How a policy is called: calibrated (scores that it knows), how it chooses, candidates that"
          + " were scored.\n";

  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<Row>> table : by(RaceTrial.TABLE, rows).entrySet()) {
      text.append(section(table.getKey(), table.getValue()));
    }
    return text.append(LEGEND).toString();
  }

  private static Map<String, List<Row>> by(String column, List<Row> rows) {
    return rows.stream().collect(groupingBy(row -> row.text(column), LinkedHashMap::new, toList()));
  }

  private String section(String table, List<Row> its) throws IOException {
    List<Row> reached = its.stream().filter(row -> !row.text(TARGET).isEmpty()).toList();
    Row any = its.get(0);
    boolean timed = Double.isFinite(any.number(TRAINING_SECONDS));
    StringBuilder text = new StringBuilder("## " + table + "\n\n");
    text.append(TruthTables.about(table)).append("\n\n");
    if (timed) {
      text.append(
          "A full training takes %s s on average.\n\n"
              .formatted(Figures.seconds(any.number(TRAINING_SECONDS))));
    }
    text.append("### Which policy wins\n\n").append(map(reached, timed));
    if (timed) {
      text.append(winners(table, reached));
    }
    text.append("### Full trainings to each regret\n\n")
        .append(figures(by(FACTOR, reached).values().iterator().next(), TRAININGS, "%,.1f"));
    for (Map.Entry<String, List<Row>> factor : shown(its).entrySet()) {
      if (timed) {
        text.append(
            "### Worker seconds to each regret, full trainings at %s times their cost\n\n"
                .formatted(factor.getKey()));
        List<Row> to =
            reached.stream().filter(row -> row.text(FACTOR).equals(factor.getKey())).toList();
        text.append(figures(to, SECONDS, "%,.0f"));
      }
      text.append(picture(table, factor.getKey(), factor.getValue(), timed));
    }
    return text.toString();
  }

  /** The factors that have tables and curves of their own. */
  private static Map<String, List<Row>> shown(List<Row> rows) {
    return by(
        FACTOR, rows.stream().filter(r -> RaceTrial.FACTORS.contains(r.text(FACTOR))).toList());
  }

  /** Over the cost of a full training, how long the best policy of each family takes. */
  private String winners(String table, List<Row> reached) throws IOException {
    List<ValueCurves.Point> points = new ArrayList<>();
    for (String family : by(RaceTrial.FAMILY, reached).keySet()) {
      for (Map.Entry<String, List<Row>> factor : by(FACTOR, reached).entrySet()) {
        Goal goal = new Goal(factor.getKey(), MAPPED, at(MAPPED, factor.getValue()));
        if (!family.equals(Policy.Family.OTHER.word())) {
          points.add(
              new ValueCurves.Point(
                  family,
                  Double.parseDouble(factor.getKey())
                      * factor.getValue().get(0).number(TRAINING_SECONDS),
                  goal.time(family) / goal.time(Policy.Family.RANDOM.word())));
        }
      }
    }
    return pictures.show(
        List.of(
            ValueCurves.logarithmic(
                "seconds of a full training",
                "time to %s, in that of random search".formatted(points(MAPPED)),
                points)),
        Pictures.file("race-map", table),
        "Time to %s of regret on %s by the cost of a full training, the best policy of each kind"
            .formatted(points(MAPPED), table));
  }

  /**
   * A row a factor and a target, a column a family: the time of its first policy as a multiple of
   * the shortest.
   */
  private static String map(List<Row> reached, boolean timed) {
    List<Goal> goals =
        shown(reached).entrySet().stream()
            .flatMap(
                factor ->
                    RaceTrial.TARGETS.stream()
                        .map(
                            target ->
                                new Goal(factor.getKey(), target, at(target, factor.getValue()))))
            .toList();
    MarkdownTable<Goal> table =
        new MarkdownTable<Goal>(1)
            .column("cost factor", Goal::factor)
            .column("to", goal -> points(goal.target()))
            .column(timed ? "shortest, s" : "fewest trainings", Goal::shortestText);
    for (String family : by(RaceTrial.FAMILY, reached).keySet()) {
      if (!family.equals(Policy.Family.OTHER.word())) {
        table.column(family, goal -> goal.multiple(family));
      }
    }
    return table.text(goals);
  }

  /**
   * A regret to reach at a cost.
   *
   * @param factor of the cost of a full training
   * @param target a fraction
   * @param rows of all policies
   */
  private record Goal(String factor, double target, List<Row> rows) {

    double time(String family) {
      return shortest(family::equals);
    }

    private double shortest(Predicate<String> families) {
      return rows.stream()
          .filter(row -> families.test(row.text(RaceTrial.FAMILY)))
          .mapToDouble(row -> row.number(SECONDS))
          .filter(Double::isFinite)
          .min()
          .orElse(Double.NaN);
    }

    private double shortest() {
      return shortest(family -> !family.equals(Policy.Family.OTHER.word()));
    }

    String shortestText() {
      return Figures.seconds(shortest());
    }

    String multiple(String family) {
      double multiple = shortest(family::equals) / shortest();
      return Double.isNaN(multiple) ? "∞" : Figures.number("%.1f", multiple);
    }
  }

  private static String points(double target) {
    return Figures.number("%.1f", 100 * target) + " points";
  }

  private static List<Row> at(double target, List<Row> rows) {
    return rows.stream().filter(row -> row.number(TARGET) == target).toList();
  }

  /** A row a policy, a column a target. */
  private static String figures(List<Row> reached, String column, String pattern) {
    MarkdownTable<Map.Entry<String, List<Row>>> table =
        new MarkdownTable<Map.Entry<String, List<Row>>>(1)
            .column("policy", Map.Entry::getKey)
            .column(
                "scoring s",
                entry -> Figures.seconds(entry.getValue().get(0).number(SCORING_SECONDS)));
    Function<Row, String> cell = row -> interval(row, column, pattern);
    for (double target : RaceTrial.TARGETS) {
      table.column(
          points(target),
          entry -> at(target, entry.getValue()).stream().findFirst().map(cell).orElse("–"));
    }
    return table.text(List.copyOf(by(POLICY, reached).entrySet()));
  }

  /** What is not finite is an empty field of a row: it was never reached. */
  private static String interval(Row row, String column, String pattern) {
    return "%s [%s, %s]"
        .formatted(
            reached(row.number(column), pattern),
            reached(row.number(column + LOW), pattern),
            reached(row.number(column + HIGH), pattern));
  }

  private static String reached(double value, String pattern) {
    return Double.isFinite(value) ? Figures.number(pattern, value) : "∞";
  }

  /** The curves of the policies that are first to the targets, and of random search. */
  private String picture(String table, String factor, List<Row> its, boolean timed)
      throws IOException {
    List<String> shown = best(its);
    List<ValueCurves.Point> points =
        its.stream()
            .filter(row -> row.text(TARGET).isEmpty() && shown.contains(row.text(POLICY)))
            .map(
                row ->
                    new ValueCurves.Point(
                        row.text(POLICY),
                        row.number(SECONDS),
                        Math.max(LEAST, 100 * row.number(REGRET))))
            .toList();
    String cost = "full trainings at %s times their cost".formatted(factor);
    return pictures.show(
        List.of(
            ValueCurves.logarithmic(
                timed ? "worker seconds, " + cost : "full trainings",
                "mean regret, points",
                points)),
        Pictures.file("race-" + factor, table),
        "Mean regret over %s on %s, %s"
            .formatted(timed ? "worker seconds" : "full trainings", table, cost));
  }

  private static List<String> best(List<Row> its) {
    List<String> first =
        RaceTrial.TARGETS.stream()
            .flatMap(
                target ->
                    at(target, its).stream()
                        .filter(row -> Double.isFinite(row.number(SECONDS)))
                        .sorted(Comparator.comparingDouble(row -> row.number(SECONDS)))
                        .limit(CURVES / 4))
            .map(row -> row.text(POLICY))
            .distinct()
            .toList();
    return its.stream()
        .map(row -> row.text(POLICY))
        .distinct()
        .filter(policy -> first.contains(policy) || !policy.contains("scored"))
        .toList();
  }
}
