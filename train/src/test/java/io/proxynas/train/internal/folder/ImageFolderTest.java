package io.proxynas.train.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.file.CacheFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir Path temp;
  private Path folder;
  private OptionalInt size = OptionalInt.of(4);

  @BeforeEach
  void writeGreySet() {
    folder = temp.resolve("pets");
    grey("train/cat/1.png", 0);
    grey("train/cat/2.PNG", 255);
    grey("train/dog/1.png", 255);
    grey("test/cat/1.png", 255);
    grey("test/dog/1.png", 0);
  }

  private Path grey(String file, int value) {
    return TestFiles.writeImage(folder.resolve(file), TestFiles.grey(8, 12, value));
  }

  private DataSet read() throws InterruptedException {
    return read(Progress.NONE);
  }

  private DataSet read(Progress progress) throws InterruptedException {
    CacheFolder cache = new CacheFolder(temp.resolve("home"));
    return ImageFolder.read(folder, new Seed(1), size, cache, progress);
  }

  /** Nothing of the rejected data may stay behind. */
  private AbstractThrowableAssert<?, ?> assertRejected() {
    var rejected = assertThatThrownBy(this::read).isInstanceOf(DataException.class);
    assertThat(cached()).isEmpty();
    return rejected;
  }

  /** The files of the cache, but for locks. */
  private List<String> cached() {
    Path images = temp.resolve("home/images");
    if (!Files.exists(images)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(images)) {
      return paths
          .filter(p -> !p.equals(images) && !p.toString().endsWith(".lock"))
          .filter(Files::isRegularFile)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> heardWhileReading() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    read((done, total) -> heard.add(done + "/" + total));
    return heard;
  }

  @Test
  void read_greyImages_haveOneChannel() throws InterruptedException {
    DataSet set = read();

    assertThat(set.name()).isEqualTo("pets");
    assertThat(set.classNames()).containsExactly("cat", "dog");
    assertThat(set.shape()).isEqualTo(new ImageShape(1, 4, 4));
    assertThat(set.train().labels()).containsExactly(0, 0, 1);
    assertThat(set.test().labels()).containsExactly(0, 1);
    assertThat(set.statistics().mean()[0]).isCloseTo(2 / 3f, within(1e-6f));
    assertThat(TestFiles.image(set.test(), 1)[0]).isCloseTo(-1.41421f, within(1e-4f));
    assertThat(set.mirrorable()).isTrue();
    assertThat(set.warnings()).isEmpty();
    assertThat(cached()).containsExactly("journal", "pixels");
  }

  @Test
  void read_oneColourImage_givesAllThreeChannels() throws InterruptedException {
    TestFiles.writeImage(
        folder.resolve("test/dog/2.png"),
        TestFiles.colour(5, 5, BufferedImage.TYPE_INT_RGB, 0xffff0000));

    DataSet set = read();

    assertThat(set.shape()).isEqualTo(new ImageShape(3, 4, 4));
    float[] red = TestFiles.image(set.test(), 2);
    assertThat(red[0]).isEqualTo(set.statistics().standardize(0, 255));
    assertThat(red[16]).isEqualTo(set.statistics().standardize(1, 0));
    assertThat(red[47]).isEqualTo(set.statistics().standardize(2, 0));
    assertThat(TestFiles.image(set.train(), 1)).containsOnly(red[0]);
  }

  @Test
  void read_again_decodesNothingAndIsTheSame() throws InterruptedException {
    TestFiles.writeImage(
        folder.resolve("test/dog/2.png"),
        TestFiles.colour(5, 5, BufferedImage.TYPE_INT_RGB, 0xff123456));
    DataSet first = read();

    assertThat(heardWhileReading()).isEmpty();
    DataSet again = read();

    assertThat(again.fingerprint()).isEqualTo(first.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(again.statistics().mean()).isEqualTo(first.statistics().mean());
    assertThat(again.statistics().deviation()).isEqualTo(first.statistics().deviation());
    for (int i = 0; i < 3; i++) {
      assertThat(TestFiles.image(again.train(), i)).isEqualTo(TestFiles.image(first.train(), i));
    }
  }

  @Test
  void read_sameImagesOnTheHeap_haveTheSameFingerprintAndStatistics() throws InterruptedException {
    DataSet set = read();

    byte[] train = new byte[3 * 16];
    Arrays.fill(train, 16, 48, (byte) 255);
    byte[] test = new byte[2 * 16];
    Arrays.fill(test, 0, 16, (byte) 255);
    DataSet heap =
        DataSet.of(
            "pets",
            List.of("cat", "dog"),
            new RawImages(new ImageShape(1, 4, 4), train, new int[] {0, 0, 1}),
            new RawImages(new ImageShape(1, 4, 4), test, new int[] {0, 1}),
            true,
            List.of());
    assertThat(set.fingerprint()).isEqualTo(heap.fingerprint());
    assertThat(set.statistics().mean()).isEqualTo(heap.statistics().mean());
    assertThat(set.statistics().deviation()).isEqualTo(heap.statistics().deviation());
  }

  @Test
  void read_otherImages_haveAnotherFingerprint() throws InterruptedException {
    String fingerprint = read().fingerprint();
    grey("test/dog/1.png", 1);
    assertThat(read().fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void read_damagedImages_areLeftOutWithAWarningAndAList() throws Exception {
    TestFiles.write(folder.resolve("train/dog/0.jpg"), "damaged".getBytes());
    TestFiles.write(folder.resolve("train/dog/2.jpg"), new byte[0]);
    byte[] jpeg =
        Files.readAllBytes(
            TestFiles.writeImage(folder.resolve("test/dog/0.jpg"), TestFiles.noise(40, 40, 1)));
    TestFiles.write(folder.resolve("test/dog/0.jpg"), Arrays.copyOf(jpeg, jpeg.length - 200));
    TestFiles.write(folder.resolve("test/dog/9.png"), "damaged".getBytes());

    DataSet set = read();

    assertThat(set.train().labels()).containsExactly(0, 0, 1);
    assertThat(set.test().labels()).containsExactly(0, 1);
    assertThat(TestFiles.image(set.train(), 2)[0]).isEqualTo(set.statistics().standardize(0, 255));
    assertThat(set.warnings()).hasSize(1);
    String warning = set.warnings().get(0);
    assertThat(warning)
        .startsWith(
            "left out 4 of 9 files of %s, which are no readable images: ".formatted(folder)
                + "train/dog/0.jpg (it is not an image), train/dog/2.jpg (it is empty),"
                + " test/dog/0.jpg (it is truncated) and 1 more; ")
        .endsWith("left-out.txt lists them");
    Path list = Path.of(warning.replaceAll("(?s)^.* more; (.*) lists them$", "$1"));
    assertThat(Files.readAllLines(list))
        .containsExactly(
            "train/dog/0.jpg\tit is not an image",
            "train/dog/2.jpg\tit is empty",
            "test/dog/0.jpg\tit is truncated",
            "test/dog/9.png\tit is not an image");
    assertThat(read().warnings()).containsExactly(warning);
  }

  @Test
  void read_otherFiles_areIgnored() throws InterruptedException {
    TestFiles.write(folder.resolve("train/dog/notes.txt"), "notes".getBytes());
    TestFiles.write(folder.resolve("train/.thumbnails/a.png"), "thumbnail".getBytes());
    TestFiles.write(folder.resolve("train/cat/._1.png"), "resource fork".getBytes());

    assertThat(read().warnings()).isEmpty();
  }

  @Test
  void read_countsImages() throws InterruptedException {
    assertThat(heardWhileReading()).containsExactly("1/5", "2/5", "3/5", "4/5", "5/5");
  }

  @Test
  void read_withoutSize_takesThatOfTheImages() throws InterruptedException {
    size = OptionalInt.empty();
    assertThat(read().shape()).isEqualTo(new ImageShape(1, 8, 8));
  }

  @Test
  void read_mixedSizesWithoutSize_areRejected() {
    size = OptionalInt.empty();
    Path odd = TestFiles.writeImage(folder.resolve("train/dog/2.png"), TestFiles.grey(12, 8, 3));
    assertRejected()
        .hasMessage(
            "the images of pets must be of one size where none is given, but those before %s are"
                    .formatted(odd)
                + " 12x8 and it is 8x12; say with --size to what they are resized, as in --size 64");
  }

  @Test
  void read_largeImagesWithoutSize_areRejected() throws IOException {
    size = OptionalInt.empty();
    TestFiles.writeImage(folder.resolve("train/cat/0.png"), TestFiles.grey(1025, 1030, 3));
    assertRejected()
        .hasMessage(
            "the images of %s are 1030x1025; say with --size to what they are resized, in [1, 1024]"
                .formatted(folder));
  }

  @Test
  void read_noTestImages_cutsAFifthOff() throws Exception {
    Files.move(folder.resolve("test"), temp.resolve("elsewhere"));
    grey("train/cat/3.png", 100);
    for (int i = 10; i < 29; i++) {
      grey("train/dog/%d.png".formatted(i), i);
    }
    DataSet set = read();

    assertThat(set.warnings())
        .containsExactly(
            folder
                + " has no test images, so 5 of its 23 images, the same share of each class, are"
                + " cut off for the test; --split-seed decides which");
    assertThat(set.test().labels()).containsExactly(0, 1, 1, 1, 1);
    assertThat(set.train().labels()).hasSize(18).startsWith(0, 0, 1);
  }

  @Test
  void read_validationImages_areApart() throws InterruptedException {
    String without = read().fingerprint();
    grey("val/cat/1.png", 51);
    grey("val/dog/1.png", 102);
    grey("val/dog/2.png", 153);
    TestFiles.write(folder.resolve("val/dog/0.png"), "damaged".getBytes());
    DataSet set = read();

    assertThat(set.train().labels()).containsExactly(0, 0, 1);
    LabelledImages validation = set.validation().orElseThrow();
    assertThat(validation.labels()).containsExactly(0, 1, 1);
    assertThat(TestFiles.image(validation, 2)[0]).isEqualTo(set.statistics().standardize(0, 153));
    assertThat(set.test().labels()).containsExactly(0, 1);
    assertThat(TestFiles.image(set.test(), 0)[0]).isEqualTo(set.statistics().standardize(0, 255));
    assertThat(set.statistics().mean()[0]).isCloseTo(2 / 3f, within(1e-6f));
    assertThat(set.fingerprint()).isNotEqualTo(without);
    assertThat(set.warnings()).hasSize(1); // of the damaged one
    assertThat(read().fingerprint()).isEqualTo(set.fingerprint());
  }

  @Test
  void read_classMissingInValidation_saysWhich() {
    grey("val/cat/1.png", 51);
    assertRejected()
        .hasMessage(
            "training and validation must have the same classes, but class dog is in %s and not in %s"
                .formatted(folder.resolve("train"), folder.resolve("val")));
  }

  @Test
  void read_onlyDamagedImages_saysWhichClass() throws IOException {
    Path damaged = Files.write(folder.resolve("train/dog/1.png"), "damaged".getBytes());
    assertRejected()
        .hasMessage(
            damaged.getParent()
                + " must have at least 1 readable image of class dog, but all of them are damaged");
  }

  @Test
  void read_nothingReadable_saysSo() throws IOException {
    size = OptionalInt.empty();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, "damaged".getBytes());
      }
    }
    assertRejected()
        .hasMessage(folder + " must have images that can be read, but all of its 5 are damaged");
  }

  @Test
  void read_emptyClass_saysWhich() throws IOException {
    Files.delete(folder.resolve("test/dog/1.png"));
    assertRejected()
        .hasMessage(
            folder.resolve("test/dog")
                + " must have at least 1 image (*.png, *.jpg or *.jpeg), but has none");
  }

  @Test
  void read_classInOnePartOnly_saysWhich() {
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    grey("train/ant/1.png", 1);
    assertRejected()
        .hasMessage(
            "training and test must have the same classes, but class ant is in %s and not in %s"
                .formatted(train, test));
    grey("test/ant/1.png", 1);
    grey("test/bee/1.png", 1);
    assertRejected()
        .hasMessage(
            "training and test must have the same classes, but class bee is in %s and not in %s"
                .formatted(test, train));
  }

  @Test
  void read_oneClass_saysSo() {
    folder = temp.resolve("one");
    grey("train/cat/1.png", 0);
    assertRejected()
        .hasMessage(
            folder.resolve("train")
                + " must have at least 2 folders of images, one a class, but has 1");
  }

  @Test
  void read_noTrain_saysSo() throws IOException {
    folder = Files.createDirectories(temp.resolve("none"));
    assertRejected()
        .hasMessage(folder + " must have at least 2 folders of images, one a class, but has 0");
  }

  @Test
  void read_unreadableFile_isNoDamagedImage() throws IOException {
    Path link = folder.resolve("train/dog/0.png");
    Files.createSymbolicLink(link, temp.resolve("gone.png"));
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessage(link + " cannot be read: it does not exist");
  }

  @Test
  void read_interrupted_stops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
  }
}
