package io.proxynas.experiments.show;

import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/** Networks as points: accuracy after training on a small set against that on the full data. */
public final class AccuracyScatter {

  private static final int SIDE = 400;
  private static final int DOT = 6;

  private AccuracyScatter() {}

  /**
   * A chart.
   *
   * @param set the name of the small set
   * @param on fractions, one a network, at least one
   * @param full fractions of the same networks
   */
  public static XYChart chart(String set, double[] on, double[] full) {
    XYChart chart =
        new XYChartBuilder()
            .width(SIDE)
            .height(SIDE)
            .title(set)
            .xAxisTitle("validation accuracy on " + set + ", %")
            .yAxisTitle("on the full data, %")
            .build();
    Palette.plain(chart);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendVisible(false).setMarkerSize(DOT);
    chart.addSeries(set, percent(on), percent(full));
    return chart;
  }

  private static double[] percent(double[] fractions) {
    return Arrays.stream(fractions).map(fraction -> 100 * fraction).toArray();
  }
}
