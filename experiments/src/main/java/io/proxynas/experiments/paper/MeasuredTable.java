package io.proxynas.experiments.paper;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.AccuracyCurves;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rows of {@link LabelledSet}s beside published figures.
 *
 * @param labels the columns that stand first
 * @param published the figure beside a row, if there is one
 */
record MeasuredTable(List<String> labels, Function<Row, Optional<Published>> published) {

  /** What is below such a table. */
  static final String LEGEND =
      "Accuracies on the test images in per cent, mean ± standard deviation over networks on one"
          + " set; differences in points. Condensation in seconds of worker time, when the set was"
          + " made.\n"
          + Published.LEGEND;

  private static final List<String> MEASURED =
      List.of(
          "measured",
          "published",
          "difference",
          "networks × epochs",
          "iterations",
          "condensation s");

  /** Beside nothing. */
  static MeasuredTable of(List<String> labels) {
    return new MeasuredTable(labels, row -> Optional.empty());
  }

  /** A row's accuracy as a bar of a chart. */
  static AccuracyBars.Bar bar(Row row, String group, String series) {
    return new AccuracyBars.Bar(
        group, series, row.number(LabelledSet.ACCURACY), row.number(LabelledSet.DEVIATION));
  }

  /** A row's accuracy as a point of a curve. */
  static AccuracyCurves.Point point(Row row, String series, double x) {
    return new AccuracyCurves.Point(
        series, x, row.number(LabelledSet.ACCURACY), row.number(LabelledSet.DEVIATION));
  }

  /** A size as tables show it. */
  static String size(Row row) {
    return row.whole(SetMaking.SIZE) == 0 ? "all" : Figures.whole(row.number(SetMaking.SIZE));
  }

  String text(List<Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            labels.size(), Stream.concat(labels.stream(), MEASURED.stream()).toList());
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      for (String label : labels) {
        cells.add(label.equals(SetMaking.SIZE) ? size(row) : row.text(label));
      }
      cells.addAll(measured(row));
      table.add(cells);
    }
    return table.text();
  }

  private List<String> measured(Row row) {
    Optional<Published> beside = published.apply(row);
    double mean = row.number(LabelledSet.ACCURACY);
    double cost = row.number(LabelledSet.COST);
    double iterations = row.number(LabelledSet.ITERATIONS);
    return List.of(
        Figures.percent(mean, row.number(LabelledSet.DEVIATION)),
        beside.map(Published::percent).orElse("–"),
        Figures.points(beside.map(one -> mean - one.fraction()).orElse(Double.NaN)),
        row.text(LabelledSet.NETWORKS) + " × " + Figures.whole(row.number(LabelledSet.EPOCHS)),
        iterations == 0 ? "–" : Figures.whole(iterations),
        cost == 0 ? "–" : Figures.seconds(cost));
  }
}
