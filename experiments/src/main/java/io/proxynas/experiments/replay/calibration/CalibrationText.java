package io.proxynas.experiments.replay.calibration;

import static io.proxynas.experiments.replay.calibration.CalibrationTrial.BETTER_HALF;
import static io.proxynas.experiments.replay.calibration.CalibrationTrial.GROUP;
import static io.proxynas.experiments.replay.calibration.CalibrationTrial.METHOD;
import static io.proxynas.experiments.replay.calibration.CalibrationTrial.REGRET;
import static io.proxynas.experiments.replay.calibration.CalibrationTrial.RHO;
import static io.proxynas.experiments.replay.calibration.CalibrationTrial.TRUTHS;
import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

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

/**
 * The rows as Markdown: for each table and each kind of scores a table of each figure, with a row a
 * method and a column a number of truths.
 *
 * @param rows all that there are
 * @param pictures takes the curves
 */
record CalibrationText(List<Row> rows, Pictures pictures) {

  private static final int BEST_SCORES = 3;

  private static final String LEGEND =
      "Truths: how many networks were trained in full once, drawn at random; the truth seeds take"
          + " turns, and the others judge, on the networks that were not drawn. Mean ± standard deviation"
          + " over the draws, which are the same for all methods. Regret, in points: of the drawn"
          + " networks and the first three of the others the one whose training looks best is chosen,"
          + " and it lacks that much of the best of all. The three scores with the highest ρ are shown;"
          + " all are in rows.csv. One full training of each: the order by that training.\n";

  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<Row>> table : by(CalibrationTrial.TABLE, rows).entrySet()) {
      text.append("## ").append(table.getKey()).append("\n\n");
      for (Map.Entry<String, List<Row>> view :
          by(CalibrationTrial.VIEW, table.getValue()).entrySet()) {
        text.append(section(table.getKey(), view.getKey(), shown(view.getValue())));
      }
    }
    return text.append(LEGEND).toString();
  }

  private static Map<String, List<Row>> by(String column, List<Row> rows) {
    return rows.stream().collect(groupingBy(row -> row.text(column), LinkedHashMap::new, toList()));
  }

  /** Without the scores that are not among the best. */
  private static List<Row> shown(List<Row> rows) {
    Map<String, Double> rhos =
        rows.stream()
            .filter(CalibrationText::isFixed)
            .collect(
                groupingBy(
                    row -> row.text(METHOD),
                    LinkedHashMap::new,
                    averagingDouble(row -> row.number(RHO))));
    List<String> best =
        rhos.entrySet().stream()
            .sorted(Comparator.comparing(entry -> -entry.getValue()))
            .limit(BEST_SCORES)
            .map(Map.Entry::getKey)
            .toList();
    return rows.stream().filter(row -> !isFixed(row) || best.contains(row.text(METHOD))).toList();
  }

  private static boolean isFixed(Row row) {
    return row.text(GROUP).equals(Predictor.Group.FIXED.word());
  }

  private String section(String table, String view, List<Row> its) throws IOException {
    String networks = Figures.whole(its.get(0).number(CalibrationTrial.NETWORKS));
    return "### Scores with %s, %s networks\n\n".formatted(view, networks)
        + "Spearman's ρ over all:\n\n"
        + figures(its, row -> cell(row, RHO, "%.2f", 1))
        + "Spearman's ρ within the better half:\n\n"
        + figures(its, row -> cell(row, BETTER_HALF, "%.2f", 1))
        + "Regret of the first three, in points:\n\n"
        + figures(its, row -> cell(row, REGRET, "%.2f", 100))
        + picture(table, view, its);
  }

  private static String cell(Row row, String column, String pattern, double unit) {
    double deviation = unit * row.number(CalibrationTrial.deviation(column));
    return Figures.number(pattern, unit * row.number(column))
        + (Double.isNaN(deviation) ? "" : " ± " + Figures.number(pattern, deviation));
  }

  private static String figures(List<Row> rows, Function<Row, String> cell) {
    Map<String, List<Row>> methods = by(METHOD, rows);
    MarkdownTable<Map.Entry<String, List<Row>>> table =
        new MarkdownTable<Map.Entry<String, List<Row>>>(1)
            .column("method", entry -> name(entry.getValue().get(0)));
    for (String truths : by(TRUTHS, rows).keySet()) {
      table.column(
          truths + " truths",
          entry ->
              entry.getValue().stream()
                  .filter(row -> row.text(TRUTHS).equals(truths))
                  .findFirst()
                  .map(cell)
                  .orElse("–"));
    }
    return table.text(new ArrayList<>(methods.entrySet()));
  }

  private static String name(Row row) {
    return isFixed(row) ? "`" + row.text(METHOD) + "`" : row.text(METHOD);
  }

  private String picture(String table, String view, List<Row> its) throws IOException {
    List<ValueCurves.Point> points =
        its.stream()
            .map(
                row ->
                    new ValueCurves.Point(
                        row.text(METHOD), row.number(TRUTHS), row.number(BETTER_HALF)))
            .toList();
    return pictures.show(
        List.of(ValueCurves.chart("full trainings", "ρ within the better half", points)),
        Pictures.file("calibration-" + table, view),
        "ρ within the better half by full trainings on %s, scores with %s".formatted(table, view));
  }
}
