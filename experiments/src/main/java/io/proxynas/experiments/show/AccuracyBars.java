package io.proxynas.experiments.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Bars of accuracies in per cent with their standard deviations, in groups. */
public final class AccuracyBars {

  /** Pixels: the least in all, of the axis and the legend, of a letter and between two labels. */
  private static final int WIDTH = 1000;

  private static final int BESIDE = 320;
  private static final int LETTER = 8;
  private static final int GAP = 16;

  private AccuracyBars() {}

  /**
   * One bar.
   *
   * @param group below the axis
   * @param series in the legend, by colour
   * @param mean a fraction
   * @param deviation a fraction; NaN where there is none
   */
  public record Bar(String group, String series, double mean, double deviation) {}

  /**
   * A chart; groups and series come in the order in which they come first among the bars.
   *
   * @param title of the groups' axis
   */
  public static CategoryChart chart(String title, List<Bar> bars) {
    List<String> groups = bars.stream().map(Bar::group).distinct().toList();
    CategoryChart chart = Palette.accuracies(new CategoryChartBuilder(), width(groups), title);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    for (String series : bars.stream().map(Bar::series).distinct().toList()) {
      List<Double> heights = new ArrayList<>();
      List<Double> deviations = new ArrayList<>();
      for (String group : groups) {
        Optional<Bar> bar =
            bars.stream()
                .filter(b -> b.group().equals(group) && b.series().equals(series))
                .findFirst();
        heights.add(bar.map(b -> 100 * b.mean()).orElse(Double.NaN));
        deviations.add(bar.map(b -> 100 * b.deviation()).filter(Double::isFinite).orElse(0.0));
      }
      chart.addSeries(series, groups, heights, deviations);
    }
    return chart;
  }

  /** So wide that the labels of the groups, each as wide as the longest, lie side by side. */
  private static int width(List<String> groups) {
    int longest = groups.stream().mapToInt(String::length).max().orElse(0);
    return Math.max(WIDTH, BESIDE + groups.size() * (longest * LETTER + GAP));
  }
}
