package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.TinyImages;
import io.proxynas.cli.shell.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of a folder of images is told. */
class ImageFolderTest {

  @TempDir Path directory;
  private Path photos;
  private TestShell shell;

  @BeforeEach
  void writePhotos() throws IOException {
    photos = TinyImages.write(directory.resolve("photos"));
    shell = new TestShell(directory);
  }

  private TestShell.Result condense(String... options) {
    return shell.run(
        Stream.concat(
                Stream.of("condense", "--proxy", "random-ipc2", "--dataset", "photos"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private void assertRejected(String message, String... options) throws IOException {
    TestShell.Result result = condense(options);
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err().lines().filter(line -> line.startsWith("nas-search:")).toList())
        .containsExactly("nas-search: " + message);
    assertThat(result.out()).isEmpty();
    assertThat(kept()).isEmpty();
  }

  /** What is in the cache and in the folder of results, but for locks. */
  private List<Path> kept() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(p -> !p.startsWith(photos) && Files.isRegularFile(p))
          .filter(p -> !p.toString().endsWith(".lock"))
          .toList();
    }
  }

  @Test
  void secondCommand_decodesNothing() {
    assertThat(condense().err()).contains("data: 75 of 75 images");
    assertThat(condense().err()).doesNotContain("data:");
  }

  @Test
  void damagedImages_areOneWarning() throws IOException {
    Files.write(photos.resolve("train/DOWN/003.png"), new byte[0]);
    for (int i = 0; i < 4; i++) {
      Files.writeString(photos.resolve("test/ACROSS/broken" + i + ".png"), "no image");
    }

    TestShell.Result result = condense("--quiet");

    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err())
        .startsWith(
            "nas-search: warning: left out 5 of 79 files of %s, which are no readable images: "
                    .formatted(photos)
                + "train/DOWN/003.png (it is empty), test/ACROSS/broken0.png (it is not an image),"
                + " test/ACROSS/broken1.png (it is not an image) and 2 more; ");
  }

  @Test
  void mixedSizes_sayToGiveASize() throws IOException {
    BufferedImage wide = new BufferedImage(20, 12, BufferedImage.TYPE_BYTE_GRAY);
    Path odd = photos.resolve("train/DOWN/100.png");
    ImageIO.write(wide, "png", odd.toFile());

    assertRejected(
        "the images of photos must be of one size where none is given, but those before %s are"
                .formatted(odd)
            + " 12x12 and it is 20x12; say with --size to what they are resized, as in --size 64");
    assertThat(condense("--size", "12").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void oneClass_isRejected() throws IOException {
    delete(photos.resolve("train/ACROSS"));
    delete(photos.resolve("train/DOWN"));
    assertRejected(
        photos.resolve("train")
            + " must have at least 2 folders of images, one a class, but has 1");
  }

  @Test
  void emptyClass_isRejected() throws IOException {
    delete(photos.resolve("train/DOWN"));
    Files.createDirectories(photos.resolve("train/DOWN"));
    assertRejected(
        photos.resolve("train/DOWN")
            + " must have at least 1 image (*.png, *.jpg or *.jpeg), but has none");
  }

  @Test
  void noTestImages_areHeldOut() throws IOException {
    delete(photos.resolve("test"));
    TestShell.Result result = condense("--quiet");
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.err())
        .startsWith("nas-search: warning: " + photos + " has no test images with classes ")
        .endsWith("every tenth, and at least one, is held out for the test, 6 in all\n");
  }

  @Test
  void fewerImagesThanAsked_keepsNoSet() {
    TestShell.Result result =
        shell.run("condense", "--proxy", "random-ipc99", "--dataset", "photos", "--quiet");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines())
        .containsExactly(
            "nas-search: images per class must be in [1, 16] for class \"ACROSS\", but was 99");
    assertThat(directory.resolve("home/proxies"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
