package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.feature.MapPoint.Kind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class FeatureScatterTest {

  private static final List<MapPoint> POINTS =
      List.of(
          new MapPoint(Kind.REAL, "a", 0, 0),
          new MapPoint(Kind.SYNTHETIC, "a", 1, 1),
          new MapPoint(Kind.REAL, "b", 2, 3));

  @TempDir private Path folder;

  @Test
  void chart_drawsStarsAfterDots() {
    XYChart chart = FeatureScatter.chart("dm", POINTS);
    assertThat(chart.getSeriesMap().keySet()).containsExactly("real a", "real b", "synthetic a");
    assertThat(chart.getSeriesMap().get("synthetic a").getMarkerColor())
        .isEqualTo(chart.getSeriesMap().get("real a").getMarkerColor())
        .isNotEqualTo(chart.getSeriesMap().get("real b").getMarkerColor());
  }

  @Test
  void write_severalCharts_threeARow() throws Exception {
    XYChart chart = FeatureScatter.chart("dm", POINTS);
    Pictures pictures = new Pictures(folder, warning -> {});
    assertThat(pictures.show(Collections.nCopies(4, chart), "maps.png", "four maps"))
        .isEqualTo("![four maps](maps.png)\n\n");
    BufferedImage picture = ImageIO.read(folder.resolve("maps.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(3 * chart.getWidth());
    assertThat(picture.getHeight()).isEqualTo(2 * chart.getHeight());
    assertThat(new Color(picture.getRGB(picture.getWidth() - 5, picture.getHeight() - 5)))
        .isEqualTo(Color.WHITE);
  }

  @Test
  void paint_star_isFilledInTheSeriesColour() {
    BufferedImage picture = new BufferedImage(41, 41, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    new StarMarker().paint(graphics, 20, 20, 12);
    assertThat(new Color(picture.getRGB(20, 20))).isEqualTo(Color.RED);
    assertThat(new Color(picture.getRGB(20, 8))).isEqualTo(Color.RED); // up the highest point
    assertThat(new Color(picture.getRGB(20, 34))).isEqualTo(Color.BLACK); // between two points
  }
}
