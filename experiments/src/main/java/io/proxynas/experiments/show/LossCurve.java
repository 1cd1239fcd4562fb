package io.proxynas.experiments.show;

import io.proxynas.train.file.AtomicFile;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The losses of a condensation's iterations, as {@code loss.csv} and {@code loss.png}. Each
 * iteration sees other networks and other images, so that single losses scatter: the picture shows
 * them faintly, and their running mean.
 */
public final class LossCurve {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int MEANS = 40; // of so many parts of the curve, each over its iterations
  private static final Color FAINT = new Color(0xb8, 0xcc, 0xe4);
  private static final Color STRONG = new Color(0x1f, 0x4e, 0x8c);

  private LossCurve() {}

  /**
   * Writes both files; without losses it removes those of another set.
   *
   * @param warnings hears if this machine cannot draw
   */
  public static void write(double[] losses, Path folder, Consumer<String> warnings)
      throws IOException {
    Path table = folder.resolve("loss.csv");
    Path picture = folder.resolve("loss.png");
    if (losses.length == 0) {
      Files.deleteIfExists(table);
      Files.deleteIfExists(picture);
      return;
    }
    AtomicFile.write(table, csv(losses));
    new Pictures(folder, warnings).write(List.of(chart(losses)), picture.getFileName().toString());
  }

  private static String csv(double[] losses) {
    StringBuilder lines = new StringBuilder("iteration,loss\n");
    for (int i = 0; i < losses.length; i++) {
      lines.append(i + 1).append(',').append(losses[i]).append('\n');
    }
    return lines.toString();
  }

  private static XYChart chart(double[] losses) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("iteration")
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0);
    double[] iterations = IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray();
    add(chart, "each iteration", iterations, losses, FAINT);
    int part = Math.max(1, losses.length / MEANS);
    add(chart, "mean of " + part, means(iterations, part), means(losses, part), STRONG);
    return chart;
  }

  private static void add(XYChart chart, String name, double[] x, double[] y, Color colour) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setLineColor(colour);
  }

  /** The means of parts of so many values; what is left at the end is left out. */
  private static double[] means(double[] values, int part) {
    return IntStream.range(0, values.length / part)
        .mapToDouble(
            p -> Arrays.stream(values, p * part, (p + 1) * part).average().orElse(Double.NaN))
        .toArray();
  }
}
