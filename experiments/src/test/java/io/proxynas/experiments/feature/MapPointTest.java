package io.proxynas.experiments.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.experiments.feature.MapPoint.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapPointTest {

  @TempDir private Path folder;

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    List<MapPoint> points =
        List.of(
            new MapPoint(Kind.REAL, "T-shirt, \"top\"", -1.25, 1e-7),
            new MapPoint(Kind.SYNTHETIC, "Trouser", 1 / 3.0, 4));
    Path file = folder.resolve("points.csv");
    MapPoint.write(points, file);
    assertThat(MapPoint.read(file)).isEqualTo(points);
    assertThat(Files.readAllLines(file).get(0)).isEqualTo("image,class,x,y");
  }

  @Test
  void read_otherFiles_areRefused() throws IOException {
    Path file = folder.resolve("points.csv");
    Files.writeString(file, "");
    assertThatThrownBy(() -> MapPoint.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("the columns of " + file + " must be [image, class, x, y], but were []");
    for (String line : List.of("real,a,1", "real,a,1,north", "fake,a,1,2")) {
      Files.writeString(file, "image,class,x,y\n" + line + "\n");
      assertThatThrownBy(() -> MapPoint.read(file))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "line 2 of %s must be real or synthetic, a class and two numbers, but was [%s]",
              file, line.replace(",", ", "));
    }
  }
}
