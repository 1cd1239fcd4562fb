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
    return condenseOf("photos", "random-ipc2", options);
  }

  private TestShell.Result condenseOf(String images, String proxy, String... options) {
    return shell.run(
        Stream.concat(
                Stream.of("condense", "--proxy", proxy, "--dataset", images), Stream.of(options))
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
        .isEqualTo(
            "nas-search: warning: %s has no test images, so 12 of its 60 images, the same share of each class, are cut off for the test; --split-seed decides which%n"
                .formatted(photos));
  }

  @Test
  void fewerImagesThanAsked_keepsNoSet() {
    TestShell.Result result = condenseOf("photos", "random-ipc99", "--quiet");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines())
        .containsExactly(
            "nas-search: images per class must be in [1, 16] for class \"ACROSS\", but was 99: ask"
                + " for the proxy random-ipc1, which is smaller, or full, which is all of the real"
                + " ones");
    assertThat(directory.resolve("home/proxies"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).doesNotExist(),
            folder -> assertThat(folder).isEmptyDirectory());
  }

  @Test
  void sizes_areTold() throws IOException {
    assertThat(condense().err())
        .contains("photos: 3 classes, 60 training images, 15 test images of 1x12x12\n");
    copy(photos.resolve("test"), photos.resolve("val"));
    assertThat(condense().err())
        .contains(
            "photos: 3 classes, 60 training images, 15 validation images, 15 test images of"
                + " 1x12x12\n");
  }

  @Test
  void flatFolder_isCutByTheSplitSeed() {
    List<String> sets =
        Stream.of("1", "1", "2")
            .map(seed -> condenseOf("photos/train", "random-ipc2", "--split-seed", seed))
            .map(result -> result.out().replaceAll("(?s).*hash +([0-9a-f]+).*", "$1"))
            .toList();
    assertThat(sets.get(1)).isEqualTo(sets.get(0));
    assertThat(sets.get(2)).isNotEqualTo(sets.get(0));
  }

  @Test
  void csvFile_isRead() throws IOException {
    StringBuilder csv = new StringBuilder("file,label,part\n");
    for (String part : List.of("train", "test")) {
      try (Stream<Path> files = Files.walk(photos.resolve(part))) {
        files
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(
                file ->
                    csv.append(
                        "%s,%s,%s%n"
                            .formatted(
                                directory.relativize(file), file.getParent().getFileName(), part)));
      }
    }
    Files.writeString(directory.resolve("photos.csv"), csv);

    TestShell.Result listed = condenseOf("photos.csv", "random-ipc2");

    assertThat(listed.code()).as(listed.err()).isEqualTo(ExitCode.DONE);
    assertThat(listed.err())
        .contains("photos: 3 classes, 60 training images, 15 test images of 1x12x12\n");
    assertThat(condense("--quiet").out()).contains("now it came from the cache");
  }

  @Test
  void proxyNoSmallerThanTheImages_isWarnedOf() {
    TestShell.Result result = condenseOf("photos", "random-ipc10", "--quiet");
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.errorLines())
        .containsExactly(
            "nas-search: warning: random-ipc10 has 30 images to train on, and the real ones that it"
                + " stands for are 48, so that it saves little time: ask for the proxy random-ipc1,"
                + " which is smaller, or full, which is all of the real ones");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
