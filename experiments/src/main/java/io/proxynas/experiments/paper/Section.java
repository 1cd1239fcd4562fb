package io.proxynas.experiments.paper;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.AccuracyCurves;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * What an experiment measured on one data set, to be shown.
 *
 * @param experiment its name
 * @param dataSet its name
 * @param rows at least one
 * @param pictures takes the pictures that the text refers to
 */
record Section(String experiment, String dataSet, List<Row> rows, Pictures pictures) {

  /** The same in another order. */
  Section sorted(Comparator<Row> order) {
    return new Section(experiment, dataSet, rows.stream().sorted(order).toList(), pictures);
  }

  /** The figure that the paper has for a row. */
  Optional<Published> published(Row row, String condition) {
    return Published.find(
        experiment, dataSet, row.text(SetMaking.METHOD), row.whole(SetMaking.SIZE), condition);
  }

  /** The same with its mark, by the pattern of a number; a dash where there is none. */
  String publishedAs(Row row, String condition, String pattern) {
    return published(row, condition)
        .map(one -> Figures.number(pattern, one.value()) + " " + one.certainty().letter())
        .orElse("–");
  }

  /**
   * Draws the accuracies of {@link LabelledSet}s as bars.
   *
   * @param axis title of the groups' axis
   * @param group of a row, below the axis
   * @param series of a row, in the legend
   * @param over what the accuracies are by, as in "by method"
   * @return the line of Markdown that shows the picture
   */
  String bars(String axis, Function<Row, String> group, Function<Row, String> series, String over)
      throws IOException {
    List<AccuracyBars.Bar> bars =
        rows.stream()
            .map(
                row ->
                    new AccuracyBars.Bar(
                        group.apply(row),
                        series.apply(row),
                        row.number(LabelledSet.ACCURACY),
                        row.number(LabelledSet.DEVIATION)))
            .toList();
    return show(AccuracyBars.chart(axis, bars), over);
  }

  /**
   * Draws them as curves over a logarithmic axis; otherwise as {@link #bars}.
   *
   * @param x what a row's point stands over; NaN for a row without a point
   * @return nothing where no row has a point
   */
  String curves(String axis, Function<Row, String> series, ToDoubleFunction<Row> x, String over)
      throws IOException {
    List<AccuracyCurves.Point> points =
        rows.stream()
            .map(
                row ->
                    new AccuracyCurves.Point(
                        series.apply(row),
                        x.applyAsDouble(row),
                        row.number(LabelledSet.ACCURACY),
                        row.number(LabelledSet.DEVIATION)))
            .filter(point -> !Double.isNaN(point.x()))
            .toList();
    return points.isEmpty() ? "" : show(AccuracyCurves.chart(axis, points), over);
  }

  private String show(Chart<?, ?> chart, String over) throws IOException {
    return pictures.show(
        List.of(chart), Pictures.file(experiment, dataSet), "Accuracy " + over + " on " + dataSet);
  }
}
