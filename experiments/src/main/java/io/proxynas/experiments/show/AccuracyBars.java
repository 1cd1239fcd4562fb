package io.proxynas.experiments.show;

import io.proxynas.experiments.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** Bars of accuracies in per cent with their standard deviations, in groups. */
public final class AccuracyBars {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 500;

  private AccuracyBars() {}

  /**
   * A chart of rows.
   *
   * @param group column that names the group, in which a series has one bar
   * @param series column that names the series
   * @param mean column of the height, a fraction
   * @param deviation column of its standard deviation, a fraction
   */
  public static CategoryChart chart(
      List<Row> rows, String group, String series, String mean, String deviation) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(group)
            .yAxisTitle("test accuracy, %")
            .build();
    Palette.plain(chart);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    List<String> groups = rows.stream().map(row -> row.text(group)).distinct().toList();
    for (String name : rows.stream().map(row -> row.text(series)).distinct().toList()) {
      List<Double> heights = new ArrayList<>();
      List<Double> deviations = new ArrayList<>();
      for (String one : groups) {
        Optional<Row> row =
            rows.stream()
                .filter(r -> r.text(group).equals(one) && r.text(series).equals(name))
                .findFirst();
        heights.add(row.map(r -> 100 * r.number(mean)).orElse(Double.NaN));
        deviations.add(
            row.map(r -> r.number(deviation))
                .filter(Double::isFinite)
                .map(d -> 100 * d)
                .orElse(0.0));
      }
      chart.addSeries(name, groups, heights, deviations);
    }
    return chart;
  }
}
