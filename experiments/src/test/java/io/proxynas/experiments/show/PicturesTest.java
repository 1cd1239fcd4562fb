package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

class PicturesTest {

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void show_barsWithAGap_areAPictureAndItsLine() throws IOException {
    CategoryChart chart =
        AccuracyBars.chart(
            "ipc",
            List.of(
                new AccuracyBars.Bar("1", "dm", 0.5, 0.01),
                new AccuracyBars.Bar("all", "whole", 0.9, Double.NaN)));

    String line = new Pictures(folder, warnings::add).show(List.of(chart), "bars.png", "Bars");

    assertThat(line).isEqualTo("![Bars](bars.png)\n\n");
    assertThat(ImageIO.read(folder.resolve("bars.png").toFile()).getWidth()).isEqualTo(1000);
    assertThat(chart.getSeriesMap().keySet()).containsExactly("dm", "whole");
    assertThat(warnings).isEmpty();
  }

  @Test
  void chart_curves_areSortedAndInPerCent() throws IOException {
    XYChart chart =
        AccuracyCurves.chart(
            "seconds",
            List.of(
                new AccuracyCurves.Point("dm", 20, 0.7, 0.01),
                new AccuracyCurves.Point("dm", 10, 0.6, Double.NaN)));

    assertThat(new Pictures(folder, warnings::add).write(List.of(chart), "curves.png")).isTrue();
    assertThat(folder.resolve("curves.png")).isNotEmptyFile();
    assertThat(chart.getSeriesMap().get("dm").getXData()).containsExactly(10, 20);
    assertThat(chart.getSeriesMap().get("dm").getYData()).containsExactly(60, 70);
  }

  @Test
  void write_whatCannotBeDrawn_isAWarningAndLeavesNoOlderPicture() throws IOException {
    Files.writeString(folder.resolve("curves.png"), "older");
    XYChart noPoint = AccuracyCurves.chart("seconds", List.of());
    noPoint.addSeries("broken", new double[] {-1}, new double[] {1});

    assertThat(new Pictures(folder, warnings::add).show(List.of(noPoint), "curves.png", "Curves"))
        .isEmpty();
    assertThat(warnings).hasSize(1).first().asString().startsWith("curves.png is not drawn");
    assertThat(folder.resolve("curves.png")).doesNotExist();
  }

  @Test
  void file_nameOfAFolder_isFitForALink() {
    assertThat(Pictures.file("accuracy", "my photos (2)")).isEqualTo("accuracy-my_photos__2_.png");
  }

  @Test
  void chart_manyLongLabels_isAsWideAsTheyAre() {
    List<AccuracyBars.Bar> bars =
        Stream.of("mlp", "lenet", "convnet-w32", "convnet-bn-w32", "alexnet", "vgg11", "resnet18")
            .map(network -> new AccuracyBars.Bar(network, "dm", 0.5, 0.01))
            .toList();

    assertThat(AccuracyBars.chart("tested on", bars).getWidth()).isEqualTo(320 + 7 * (14 * 8 + 16));
    assertThat(AccuracyBars.chart("ipc", bars.subList(0, 1)).getWidth()).isEqualTo(1000);
  }
}
