package io.proxynas.experiments.show;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves of accuracies in per cent with their standard deviations, over a logarithmic axis. */
public final class AccuracyCurves {

  private static final int WIDTH = 900;

  /** Over a wider range, labels between the powers of ten would overlap. */
  private static final double MANY_LABELS = 100;

  private AccuracyCurves() {}

  /**
   * One point.
   *
   * @param series in the legend, by colour
   * @param x above 0
   * @param mean a fraction
   * @param deviation a fraction; NaN where there is none
   */
  public record Point(String series, double x, double mean, double deviation) {}

  /**
   * A chart; series come in the order in which they come first among the points.
   *
   * @param title of the logarithmic axis
   */
  public static XYChart chart(String title, List<Point> points) {
    XYChart chart = Palette.accuracies(new XYChartBuilder(), WIDTH, title);
    chart.getStyler().setXAxisLogarithmic(true);
    DoubleSummaryStatistics range = points.stream().mapToDouble(Point::x).summaryStatistics();
    chart.getStyler().setXAxisLogarithmicDecadeOnly(range.getMax() > MANY_LABELS * range.getMin());
    for (String name : points.stream().map(Point::series).distinct().toList()) {
      List<Point> its =
          points.stream()
              .filter(point -> point.series().equals(name))
              .sorted(Comparator.comparingDouble(Point::x))
              .toList();
      XYSeries series =
          chart.addSeries(
              name,
              its.stream().mapToDouble(Point::x).toArray(),
              its.stream().mapToDouble(point -> 100 * point.mean()).toArray(),
              its.stream().mapToDouble(AccuracyCurves::deviation).toArray());
      series.setMarker(SeriesMarkers.CIRCLE);
    }
    return chart;
  }

  private static double deviation(Point point) {
    return Double.isFinite(point.deviation()) ? 100 * point.deviation() : 0;
  }
}
