package io.proxynas.train.data.source;

import static io.proxynas.train.data.TestFiles.cifarRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.file.CacheFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractThrowableAssert;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DataSetsTest {

  @TempDir Path temp;
  private DataLocation location;

  @BeforeEach
  void locate() {
    location =
        new DataLocation(
            Optional.of(temp),
            new CacheFolder(temp.resolve("cache")),
            temp.resolve("system"),
            OptionalInt.empty(),
            DataLocation.SPLIT_SEED);
  }

  private DataSet load(String name) throws InterruptedException {
    return DataSets.load(name, location, Progress.NONE);
  }

  private AbstractThrowableAssert<?, ?> assertRejected(String name) {
    return assertThatThrownBy(() -> load(name)).isInstanceOf(DataException.class);
  }

  @Test
  void names_startWithTheEmbeddedSet() {
    assertThat(DataSets.names())
        .containsExactly("fashion-mnist-mini", "fashion-mnist", "mnist", "cifar10", "cifar100");
  }

  @Test
  void load_embedded_needsNoFile() throws InterruptedException {
    assertThat(load("fashion-mnist-mini").train().size()).isEqualTo(10_000);
  }

  @Test
  void load_mnist_keepsDigitsUnmirrored() throws InterruptedException {
    TestFiles.writeIdxSet(temp.resolve("mnist"));
    DataSet mnist = load("mnist");
    assertThat(mnist.mirrorable()).isFalse();
    assertThat(mnist.classNames()).startsWith("0", "1").hasSize(10);
  }

  @Test
  void load_cifar10_fromThePublishersFolder() throws InterruptedException {
    Path folder = temp.resolve("cifar-10-batches-bin");
    for (int i = 1; i <= 5; i++) {
      TestFiles.write(
          folder.resolve("data_batch_" + i + ".bin"), cifarRecord(new int[] {i}, i, 0, 0));
    }
    TestFiles.write(folder.resolve("test_batch.bin"), cifarRecord(new int[] {9}, 1, 2, 3));

    DataSet cifar = load("cifar10");

    assertThat(cifar.shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(cifar.train().labels()).containsExactly(1, 2, 3, 4, 5);
    assertThat(cifar.test().labels()).containsExactly(9);
    assertThat(cifar.mirrorable()).isTrue();
  }

  @Test
  void load_cifar100_fromThePublishersFolder() throws InterruptedException {
    Path folder = temp.resolve("cifar-100-binary");
    TestFiles.write(folder.resolve("train.bin"), cifarRecord(new int[] {1, 42}, 1, 2, 3));
    TestFiles.write(folder.resolve("test.bin"), cifarRecord(new int[] {2, 43}, 1, 2, 3));

    DataSet cifar = load("cifar100");

    assertThat(cifar.classNames()).hasSize(100);
    assertThat(cifar.train().labels()).containsExactly(42);
  }

  @Test
  void load_folder_resizesItsImages() throws InterruptedException {
    for (String part : new String[] {"train", "test"}) {
      for (String name : new String[] {"a", "b"}) {
        Path file = temp.resolve("pets").resolve(part).resolve(name).resolve("1.png");
        TestFiles.writeImage(file, TestFiles.grey(5, 6, name.charAt(0)));
      }
    }
    String folder = temp.resolve("pets").toString();

    assertThat(load(folder).shape()).isEqualTo(new ImageShape(1, 5, 5));
    location = location.withSize(64);
    assertThat(load(folder).shape()).isEqualTo(new ImageShape(1, 64, 64));
  }

  @Test
  void load_trainAndTestOfOtherShape_saysBoth() {
    Path folder = temp.resolve("mnist");
    TestFiles.writeIdxSet(folder);
    TestFiles.write(
        folder.resolve("t10k-images-idx3-ubyte"), TestFiles.idxImages(1, 1, 3, new byte[3]));
    assertRejected("mnist")
        .hasMessage(
            "training and test images of mnist must have one shape, but have 1x2x2 and 1x1x3");
  }

  @Test
  void load_unknownName_listsTheKnownOnes() {
    for (String name : new String[] {"imagenet", "", "a\0b"}) {
      assertRejected(name)
          .hasMessage(
              "a data set must be one of fashion-mnist-mini, fashion-mnist, mnist, cifar10,"
                  + " cifar100 or an existing folder or CSV file, but was \""
                  + name
                  + "\"");
    }
  }

  @Test
  void load_dataDirThatIsNone_saysSo() {
    location = location.withDataDir(temp.resolve("none"));
    assertRejected("mnist")
        .hasMessage("--data-dir must be a folder, but " + temp.resolve("none") + " is not");
  }

  @Test
  void load_namedSetWithSize_saysSo() {
    location = location.withSize(64);
    assertRejected("mnist")
        .hasMessage("a size can be given for images of your own only, but was given for mnist");
  }

  @Test
  void withSize_outOfRange_saysSo() {
    assertThatThrownBy(() -> location.withSize(0))
        .hasMessage("the image size must be in [1, 1024], but was 0");
    assertThatThrownBy(() -> location.withSize(1025))
        .hasMessage("the image size must be in [1, 1024], but was 1025");
  }

  @Test
  void of_looksInTheSystemsFolder() {
    DataLocation usual = DataLocation.of(new CacheFolder(temp));
    assertThat(usual.dataDir()).isEmpty();
    assertThat(usual.system()).isEqualTo(Path.of("/usr/share/datasets"));
  }

  private static DataSetIterator iterator(INDArray images, int classes) {
    INDArray labels = Nd4j.eye(classes).get(NDArrayIndex.interval(0, images.size(0)));
    return new ListDataSetIterator<>(
        new org.nd4j.linalg.dataset.DataSet(images, labels).asList(), 2);
  }

  @Test
  void of_iterators_isOfTheirImages() {
    INDArray images =
        Nd4j.createFromArray(new float[] {1, 2, 3, 4, 5, 6, 7, 8}).reshape(2, 1, 2, 2);
    float[][] arrays = {{1, 2, 3, 4}, {5, 6, 7, 8}};
    LabelledImages same =
        LabelledImages.of(new ImageShape(1, 2, 2), List.of("0", "1"), arrays, new int[] {0, 1});

    DataSet data = DataSets.of(iterator(images, 2), iterator(images, 2));

    assertThat(data.name()).isEqualTo("given");
    assertThat(data.fingerprint()).isEqualTo(DataSet.of("", same, same, false).fingerprint());
  }

  @Test
  void of_iteratorWithNaN_namesTheImage() {
    INDArray images = Nd4j.ones(3, 1, 2, 2);
    images.putScalar(new int[] {2, 0, 1, 0}, Double.NaN);

    assertThatThrownBy(() -> DataSets.of(iterator(images, 3), iterator(Nd4j.ones(3, 1, 2, 2), 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the values of an image must be finite, but image 2 has NaN");
  }

  @Test
  void of_iteratorsOfRows_needTheShape() {
    DataSetIterator rows = iterator(Nd4j.ones(2, 4), 2);

    assertThat(DataSets.of(rows, rows, new ImageShape(1, 2, 2)).train().size()).isEqualTo(2);
    assertThatThrownBy(() -> DataSets.of(rows, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "rows of 4 values must be images of a known shape, but no shape is given; give the"
                + " image shape");
  }
}
