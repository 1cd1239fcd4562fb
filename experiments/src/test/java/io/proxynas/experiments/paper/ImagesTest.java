package io.proxynas.experiments.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.set.Method;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection.By;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

  @TempDir private Path root;

  @Test
  void run_drawsEachSetTwice() throws Exception {
    TinyRun tiny = new TinyRun(root);
    Images images = new Images();
    String table =
        tiny.run(
            images,
            selection ->
                selection
                    .withContestants(List.of(new By(Method.RANDOM), new By(Method.DMF)))
                    .withImagesPerClass(List.of(1, 2)));

    assertThat(tiny.rows(images)).hasSize(4);
    for (Row row : tiny.rows(images)) {
      Path folder = tiny.folder(images);
      BufferedImage original = ImageIO.read(folder.resolve(row.text("original")).toFile());
      BufferedImage enlarged = ImageIO.read(folder.resolve(row.text("enlarged")).toFile());
      // Mosaics as they are stored: of the size of the real images.
      int columns = row.whole("ipc");
      assertThat(enlarged.getWidth() - original.getWidth()).isEqualTo(columns * 16 * 3);
      assertThat(row.whole("images")).isEqualTo(3 * columns);
      assertThat(table)
          .contains("(" + row.text("original") + ")", "(" + row.text("enlarged") + ")");
    }
    assertThat(table).contains("### dmf, ipc 2", "(images-enlarged-dmf-ipc2-tiny_stripes.png)");
    assertThat(Files.readString(tiny.folder(images).resolve("report.html")))
        .contains("<img src=\"data:image/png;base64,")
        .doesNotContain("src=\"images-");
  }

  @Test
  void present_pictureThatIsGone_saysSo() throws IOException, InterruptedException {
    TinyRun tiny = new TinyRun(root);
    Images images = new Images();
    tiny.run(images, selection -> selection.withContestants(List.of(new By(Method.RANDOM))));
    Files.delete(tiny.folder(images).resolve("images-random-ipc1-tiny_stripes.png"));

    String again =
        tiny.run(images, selection -> selection.withContestants(List.of(new By(Method.RANDOM))));

    assertThat(again)
        .contains(
            "images-random-ipc1-tiny_stripes.png is not there any more.\n",
            "(images-enlarged-random-ipc1-tiny_stripes.png)");
    assertThat(tiny.rows(images)).hasSize(1);
  }

  @Test
  void selection_ofThePapers_hasAllMethodsAndSizes() {
    assertThat(new Images().selection(Scale.PAPER).sets()).hasSize(30);
  }
}
