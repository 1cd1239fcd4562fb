package io.proxynas.condense.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir Path temp;
  private Path folder;

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
    return ImageFolder.read(folder, 4, Progress.NONE);
  }

  private AbstractThrowableAssert<?, ?> assertRejected() {
    return assertThatThrownBy(this::read).isInstanceOf(DataException.class);
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
  void read_damagedImage_isLeftOutWithAWarning() throws InterruptedException {
    Path damaged = TestFiles.write(folder.resolve("train/dog/0.jpg"), "damaged".getBytes());

    DataSet set = read();

    assertThat(set.train().labels()).containsExactly(0, 0, 1);
    assertThat(set.warnings())
        .containsExactly(
            "left out " + damaged + ", which is not a readable image: it is not an image");
  }

  @Test
  void read_otherFiles_areIgnored() throws InterruptedException {
    TestFiles.write(folder.resolve("train/dog/notes.txt"), "notes".getBytes());
    TestFiles.write(folder.resolve("train/.thumbnails/a.png"), "thumbnail".getBytes());
    TestFiles.write(folder.resolve("train/cat/._1.png"), "resource fork".getBytes());

    assertThat(read().warnings()).isEmpty();
  }

  @Test
  void read_twice_hasTheSameFingerprint_otherImages_haveAnother() throws InterruptedException {
    String fingerprint = read().fingerprint();
    assertThat(read().fingerprint()).isEqualTo(fingerprint).matches("[0-9a-f]{64}");

    grey("test/dog/1.png", 1);
    assertThat(read().fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void read_countsImages() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    ImageFolder.read(folder, 4, (done, total) -> heard.add(done + "/" + total));
    assertThat(heard).containsExactly("1/5", "2/5", "3/5", "4/5", "5/5");
  }

  @Test
  void read_onlyDamagedImages_saysWhichClass() throws IOException {
    Path damaged = Files.write(folder.resolve("train/dog/1.png"), "damaged".getBytes());
    assertRejected()
        .hasMessage(
            damaged.getParent()
                + " must have at least 1 readable image, but all of its images are damaged");
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
  void read_noTrainOrNoTest_saysWhich() {
    folder = temp.resolve("none");
    assertRejected().hasMessage(folder.resolve("train") + " cannot be read: it does not exist");
    grey("train/cat/1.png", 0);
    grey("train/dog/1.png", 0);
    assertRejected().hasMessage(folder.resolve("test") + " cannot be read: it does not exist");
  }

  @Test
  void read_interrupted_stops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
  }
}
