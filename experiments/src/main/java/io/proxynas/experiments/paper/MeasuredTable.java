package io.proxynas.experiments.paper;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Published;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of {@link LabelledSet}s beside published figures.
 *
 * @param labels the columns that stand first
 * @param published the figure beside a row, if there is one
 */
record MeasuredTable(List<String> labels, Function<Row, Optional<Published>> published) {

  /** What is below such a table. */
  static final String LEGEND =
      "Accuracies in per cent, on the test images unless it is said otherwise above, mean ± standard"
          + " deviation over networks on one set; differences in points. Condensation in seconds of worker time at the pace of"
          + " the machine that measured the row, whenever the set was made; a dash where there was none"
          + " or where that cannot be told.\n"
          + Published.LEGEND;

  /** Beside nothing. */
  static MeasuredTable of(List<String> labels) {
    return new MeasuredTable(labels, row -> Optional.empty());
  }

  /** A row's accuracy and its deviation as tables show them. */
  static String accuracy(Row row) {
    return Figures.percent(row.number(LabelledSet.ACCURACY), row.number(LabelledSet.DEVIATION));
  }

  /** The set of a row, as in {@code dm-ipc10}. */
  static String set(Row row) {
    return row.text(SetMaking.METHOD) + "-ipc" + row.text(SetMaking.SIZE);
  }

  /** A size as tables show it. */
  static String size(Row row) {
    return row.whole(SetMaking.SIZE) == 0 ? "all" : Figures.whole(row.number(SetMaking.SIZE));
  }

  /** Seconds of condensation as tables show them: a dash where there was none. */
  static String seconds(double seconds) {
    return seconds == 0 ? "–" : Figures.seconds(seconds);
  }

  String text(List<Row> rows) {
    MarkdownTable<Row> table = new MarkdownTable<>(labels.size());
    for (String label : labels) {
      table.column(
          label, label.equals(SetMaking.SIZE) ? MeasuredTable::size : of -> of.text(label));
    }
    return table
        .column("measured", MeasuredTable::accuracy)
        .column("published", row -> published.apply(row).map(Published::percent).orElse("–"))
        .column("difference", row -> Figures.points(difference(row)))
        .column("networks × epochs", MeasuredTable::trainings)
        .column("iterations", MeasuredTable::iterations)
        .column("condensation s", row -> seconds(row.number(LabelledSet.COST)))
        .text(rows);
  }

  /** To the published figure; NaN without one. */
  private double difference(Row row) {
    return published
        .apply(row)
        .map(beside -> row.number(LabelledSet.ACCURACY) - beside.fraction())
        .orElse(Double.NaN);
  }

  private static String trainings(Row row) {
    return row.text(LabelledSet.NETWORKS) + " × " + Figures.whole(row.number(LabelledSet.EPOCHS));
  }

  private static String iterations(Row row) {
    double iterations = row.number(LabelledSet.ITERATIONS);
    return iterations == 0 ? "–" : Figures.whole(iterations);
  }
}
