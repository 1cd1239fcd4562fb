package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossCurveTest {

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void write_losses_areATableAndAPicture_untilThereAreNone() throws IOException {
    double[] losses = IntStream.rangeClosed(1, 100).mapToDouble(i -> 1.0 / i).toArray();

    LossCurve.write(losses, folder, warnings::add);

    assertThat(Files.readAllLines(folder.resolve("loss.csv")))
        .hasSize(101)
        .startsWith("iteration,loss", "1,1.0", "2,0.5");
    assertThat(ImageIO.read(folder.resolve("loss.png").toFile()).getWidth()).isEqualTo(900);
    assertThat(warnings).isEmpty();

    LossCurve.write(new double[0], folder, warnings::add);

    assertThat(folder).isEmptyDirectory();
  }
}
