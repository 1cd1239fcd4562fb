package io.proxynas.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.internal.folder.ImageFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {

  private static final ImageReader GREY = new ImageReader(new ImageShape(1, 4, 4));
  private static final ImageReader COLOUR = new ImageReader(new ImageShape(3, 4, 4));

  @TempDir Path folder;

  private Path write(String name, int width, int height, int type) throws IOException {
    Random random = new Random(name.hashCode());
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt(1 << 24));
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void read_file_isWhatTheFolderGivesToTraining() throws IOException, InterruptedException {
    for (String name : List.of("a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png")) {
      write("photos/" + name, 9, 7, BufferedImage.TYPE_INT_RGB);
    }
    Path photos = folder.resolve("photos");
    DataSet data =
        ImageFolder.read(
            photos,
            new Seed(1),
            OptionalInt.of(4),
            CacheFolder.of(Map.of("PROXYNAS_HOME", folder.resolve("home").toString())),
            Progress.NONE);
    assertThat(data.splitSeed()).contains(new Seed(1));
    float[] trained = new float[COLOUR.shape().size()];
    data.train().pixels().copy(0, trained, 0);
    boolean found = false;
    for (Path file : ImageFolder.byClass(photos).get("a")) {
      byte[] bytes = COLOUR.read(file).bytes();
      boolean same = true;
      for (int i = 0; i < bytes.length; i++) {
        same &= trained[i] == data.statistics().standardize(i / 16, bytes[i] & 0xff);
      }
      found |= same;
    }
    assertThat(found).isTrue();
  }

  @Test
  void read_fileOfOtherSizeAndChannels_tellsWhatItWas() throws IOException {
    Path colour = write("colour.png", 6, 5, BufferedImage.TYPE_INT_RGB);
    Path grey = write("grey.png", 4, 4, BufferedImage.TYPE_BYTE_GRAY);
    ImageReader.Image fromColour = GREY.read(colour);
    assertThat(fromColour.bytes()).hasSize(16);
    assertThat(List.of(fromColour.width(), fromColour.height(), fromColour.channels()))
        .containsExactly(6, 5, 3);
    ImageReader.Image fromGrey = COLOUR.read(grey);
    assertThat(fromGrey.channels()).isEqualTo(1);
    byte[] plane = GREY.read(grey).bytes();
    for (int i = 0; i < 48; i++) {
      assertThat(fromGrey.bytes()[i]).isEqualTo(plane[i % 16]);
    }
  }

  /** Rounded by hand: 76.245, 149.685, 29.07, and 255 of white. */
  @Test
  void converted_colours_areTheirLuma() {
    byte[] planes = new byte[48];
    planes[0] = (byte) 255; // red
    planes[16 + 1] = (byte) 255; // green
    planes[32 + 2] = (byte) 255; // blue
    for (int c = 0; c < 3; c++) {
      planes[16 * c + 3] = (byte) 255;
    }
    assertThat(GREY.converted(planes, 3)).startsWith(76, (byte) 150, 29, (byte) 255, 0);
    assertThat(COLOUR.converted(planes, 3)).isSameAs(planes);
  }

  @Test
  void read_whatIsNoImage_saysWhy() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Map<Path, String> wrong =
        Map.of(
            text,
            "it is not an image",
            empty,
            "it is empty",
            folder,
            "it is no file",
            folder.resolve("none.png"),
            "it does not exist");
    wrong.forEach(
        (file, reason) ->
            assertThatThrownBy(() -> GREY.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " cannot be read: " + reason));
  }

  @Test
  void new_shapeThatNoImageHas_isRefused() {
    assertThatThrownBy(() -> new ImageReader(new ImageShape(2, 9, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a network must take square images of 1 or 3 channels to be given image files, but"
                + " takes 2x9x8");
  }

  @Test
  void allBelow_folders_areListedByName() throws IOException {
    Path first = write("all/b.png", 2, 2, BufferedImage.TYPE_INT_RGB);
    Path nested = write("all/a/1.png", 2, 2, BufferedImage.TYPE_INT_RGB);
    write("all/.hidden/1.png", 2, 2, BufferedImage.TYPE_INT_RGB);
    Files.writeString(folder.resolve("all/notes.txt"), "no image by its name");
    assertThat(ImageFolder.allBelow(folder.resolve("all"))).containsExactly(first, nested);
    assertThat(ImageFolder.isFlat(folder.resolve("all"))).isTrue();
    assertThat(ImageFolder.byClass(folder.resolve("all"))).containsOnlyKeys("a");
  }
}
