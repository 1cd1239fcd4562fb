package io.proxynas.experiments.show;

import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.feature.MapPoint.Kind;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A map of features: real images as dots, synthetic ones as stars, a colour a class. */
public final class FeatureScatter {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 560;
  private static final int DOT = 4;

  /** Sky blue, orange and green of Okabe and Ito, which the colour-blind tell apart. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x56, 0xb4, 0xe9), new Color(0xe6, 0x9f, 0x00), new Color(0x00, 0x9e, 0x73));

  private FeatureScatter() {}

  /**
   * A chart of a map.
   *
   * @param points of at most three classes
   */
  public static XYChart chart(String title, List<MapPoint> points) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    Palette.plain(chart);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setAxisTicksVisible(false).setPlotGridLinesVisible(false);
    chart.getStyler().setMarkerSize(DOT);
    List<String> labels = points.stream().map(MapPoint::label).distinct().toList();
    for (Kind kind : Kind.values()) { // the stars last, over the dots
      for (int label = 0; label < labels.size(); label++) {
        add(chart, points, kind, labels.get(label), COLOURS.get(label % COLOURS.size()));
      }
    }
    return chart;
  }

  private static void add(
      XYChart chart, List<MapPoint> points, Kind kind, String label, Color colour) {
    List<MapPoint> its =
        points.stream().filter(p -> p.kind() == kind && p.label().equals(label)).toList();
    if (its.isEmpty()) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            kind.word() + " " + label, values(its, MapPoint::x), values(its, MapPoint::y));
    series.setMarkerColor(colour);
    series.setMarker(kind == Kind.REAL ? SeriesMarkers.CIRCLE : new StarMarker());
  }

  private static double[] values(List<MapPoint> points, ToDoubleFunction<MapPoint> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
