package io.proxynas.condense.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.Sets;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFolderTest {

  private static final String[] CLASSES = {"coat", "T-shirt/top"};

  @TempDir Path directory;

  private static DataSet data(int channels) {
    return SavedSetTest.data(new ImageShape(channels, 4, 5), CLASSES);
  }

  /** Six images, in the order of their classes. */
  private static LabelledImages set(DataSet data) {
    return Sets.random(data.shape(), 6, CLASSES).select(new int[] {0, 2, 4, 1, 3, 5});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void writtenAndRead_isWithinHalfAStepWhereNotCutOff(int channels) throws IOException {
    DataSet data = data(channels);
    PngFolder.write(set(data), data.statistics(), directory);

    SavedSet read = SavedSet.read(directory, data);

    assertThat(read.images().labels()).containsExactly(0, 0, 0, 1, 1, 1);
    float[] before = Sets.pixels(set(data));
    float[] after = Sets.pixels(read.images());
    for (int i = 0; i < before.length; i++) {
      double value = Math.max(0, Math.min(1, before[i] * 0.3 + 0.4)); // mean 0.4, deviation 0.3
      assertThat(after[i] * 0.3 + 0.4).isCloseTo(value, within(0.5 / 255 + 1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void writtenAgain_afterReading_isTheSame(int channels) throws IOException {
    DataSet data = data(channels);
    PngFolder.write(set(data), data.statistics(), directory.resolve("a"));
    SavedSet once = SavedSet.read(directory.resolve("a"), data);
    PngFolder.write(once.images(), data.statistics(), directory.resolve("b"));

    SavedSet twice = SavedSet.read(directory.resolve("b"), data);

    assertThat(twice.hash()).isEqualTo(once.hash());
    assertThat(Sets.pixels(twice.images())).containsExactly(Sets.pixels(once.images()));
  }

  @Test
  void write_overALargerSet_leavesNoImageOfIt() throws IOException {
    DataSet data = data(1);
    PngFolder.write(set(data), data.statistics(), directory);
    Path own = Files.writeString(directory.resolve("coat/own.txt"), "stays");
    PngFolder.write(set(data).select(new int[] {0, 3}), data.statistics(), directory);

    assertThat(SavedSet.read(directory, data).imagesPerClass()).isEqualTo(1);
    assertThat(own).exists();
    try (Stream<Path> files = Files.list(directory.resolve("T-shirt%2Ftop"))) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("00000.png");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "coat, coat",
    "T-shirt/top, T-shirt%2Ftop",
    ".., %2E.",
    "100%, 100%25",
    "é, %C3%A9",
    "Ankle boot, Ankle boot",
    "C:\\x, C%3A%5Cx"
  })
  void folderName_anyClass_isSafe(String className, String folder) {
    assertThat(PngFolder.folderName(className)).isEqualTo(folder);
  }

  private static void assertRefused(Path folder, DataSet data, String reason) {
    assertThatThrownBy(() -> SavedSet.read(folder, data))
        .isInstanceOf(DataException.class)
        .hasMessage("the saved set %s cannot be used: %s", folder, reason);
  }

  @Test
  void read_emptyOrMissingClass_isNamed() throws IOException {
    Path folder = directory.resolve("T-shirt%2Ftop");
    PngFolder.write(set(data(1)).select(new int[] {0}), data(1).statistics(), directory);
    String reason =
        "each class must have at least 1 image, but \"T-shirt/top\" has none in " + folder;

    assertRefused(directory, data(1), reason);
    Files.delete(folder);
    assertRefused(directory, data(1), reason);
  }

  @Test
  void read_unknownClass_isNamed() throws IOException {
    PngFolder.write(set(data(1)), data(1).statistics(), directory);
    Files.createDirectory(directory.resolve("hat"));

    assertRefused(directory, data(1), "its folders must be classes of photos, but \"hat\" is not");
  }

  @Test
  void read_mixedSizes_namesTheOddOne() throws IOException {
    PngFolder.write(set(data(1)), data(1).statistics(), directory);
    Path odd = directory.resolve("coat/00001.png");
    ImageIO.write(new BufferedImage(5, 6, BufferedImage.TYPE_BYTE_GRAY), "png", odd.toFile());

    assertRefused(
        directory,
        data(1),
        "its images must be 1x4x5 as those of photos, but %s is 1x6x5".formatted(odd));
  }

  @Test
  void read_coloursForGreyData_areRefused() throws IOException {
    PngFolder.write(set(data(3)), data(3).statistics(), directory);

    assertRefused(
        directory,
        data(1),
        "its images must be 1x4x5 as those of photos, but %s is 3x4x5"
            .formatted(directory.resolve("coat/00000.png")));
  }

  @Test
  void read_greyForColourData_isRepeated() throws IOException {
    PngFolder.write(set(data(1)), data(1).statistics(), directory);

    float[] pixels = Sets.pixels(SavedSet.read(directory, data(3)).images());
    float[] grey = Sets.pixels(SavedSet.read(directory, data(1)).images());
    for (int i = 0; i < 20; i++) {
      assertThat(pixels[i]).isEqualTo(grey[i]).isEqualTo(pixels[20 + i]).isEqualTo(pixels[40 + i]);
    }
  }

  @Test
  void read_damagedImage_isNamed() throws IOException {
    PngFolder.write(set(data(1)), data(1).statistics(), directory);
    Path damaged = Files.writeString(directory.resolve("coat/00002.png"), "no image");

    assertRefused(directory, data(1), damaged + " is not a readable image: it is not an image");
  }
}
