package io.proxynas.experiments.show;

import java.awt.Color;
import org.knowm.xchart.internal.ChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** The look that all pictures share. */
public final class Palette {

  /** Eleven colours that stay apart in print; the first eight are those of Okabe and Ito. */
  private static final Color[] COLOURS = {
    new Color(0x99, 0x99, 0x99),
    new Color(0xe6, 0x9f, 0x00),
    new Color(0x56, 0xb4, 0xe9),
    new Color(0x00, 0x9e, 0x73),
    new Color(0xf0, 0xe4, 0x42),
    new Color(0x00, 0x72, 0xb2),
    new Color(0xd5, 0x5e, 0x00),
    new Color(0xcc, 0x79, 0xa7),
    new Color(0x8c, 0x56, 0x4b),
    new Color(0x6a, 0x3d, 0x9a),
    new Color(0x22, 0x22, 0x22),
  };

  private static final int HEIGHT = 500;

  private Palette() {}

  /** Gives a chart the look. */
  public static void plain(Chart<?, ?> chart) {
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setSeriesColors(COLOURS.clone());
  }

  /**
   * Builds a chart of accuracies, with its legend beside it.
   *
   * @param title of the other axis
   */
  static <C extends Chart<?, ?>> C accuracies(ChartBuilder<?, C> builder, int width, String title) {
    builder.width(width).height(HEIGHT);
    C chart = builder.build();
    chart.setXAxisTitle(title);
    chart.setYAxisTitle("accuracy, %");
    plain(chart);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    return chart;
  }
}
