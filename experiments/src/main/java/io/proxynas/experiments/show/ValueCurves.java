package io.proxynas.experiments.show;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves of any figure over a logarithmic axis. */
public final class ValueCurves {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 420;

  /** What a series adds to the height: its line in the legend, below the curves. */
  private static final int LINE = 22;

  /** Over a wider range, labels between the powers of ten would overlap. */
  private static final double MANY_LABELS = 100;

  private ValueCurves() {}

  /**
   * One point.
   *
   * @param series in the legend, by colour
   * @param x above 0
   * @param y the figure; a point without one is left out
   */
  public record Point(String series, double x, double y) {}

  /**
   * The same with the other axis logarithmic, too.
   *
   * @param points of figures above 0
   */
  public static XYChart logarithmic(String across, String up, List<Point> points) {
    XYChart chart = chart(across, up, points);
    chart.getStyler().setYAxisLogarithmic(true);
    return chart;
  }

  /**
   * A chart; series come in the order in which they come first among the points.
   *
   * @param across title of the logarithmic axis
   * @param up title of the other
   * @param points at least one with a figure
   */
  public static XYChart chart(String across, String up, List<Point> points) {
    List<Point> there = points.stream().filter(point -> Double.isFinite(point.y())).toList();
    List<String> names = there.stream().map(Point::series).distinct().toList();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT + LINE * names.size())
            .xAxisTitle(across)
            .yAxisTitle(up)
            .build();
    Palette.plain(chart);
    DoubleSummaryStatistics range = there.stream().mapToDouble(Point::x).summaryStatistics();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisLogarithmicDecadeOnly(range.getMax() > MANY_LABELS * range.getMin());
    for (String name : names) {
      List<Point> its =
          there.stream()
              .filter(point -> point.series().equals(name))
              .sorted(Comparator.comparingDouble(Point::x))
              .toList();
      chart
          .addSeries(
              name,
              its.stream().mapToDouble(Point::x).toArray(),
              its.stream().mapToDouble(Point::y).toArray())
          .setMarker(SeriesMarkers.CIRCLE);
    }
    return chart;
  }
}
