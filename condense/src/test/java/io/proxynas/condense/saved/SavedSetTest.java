package io.proxynas.condense.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxyFile;
import io.proxynas.condense.set.ProxyKey;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedSetTest {

  private static final DataSet DATA = data(new ImageShape(1, 2, 3), "coat", "T-shirt/top");

  @TempDir Path directory;

  static DataSet data(ImageShape shape, String... classNames) {
    LabelledImages images = Sets.random(shape, 2 * classNames.length, classNames);
    float[] mean = new float[shape.channels()];
    float[] deviation = new float[shape.channels()];
    Arrays.fill(mean, 0.4f);
    Arrays.fill(deviation, 0.3f);
    return new DataSet(
        "photos", images, images, new ChannelStatistics(mean, deviation), true, "f00d", List.of());
  }

  /** A file of saved_sets.py. */
  private Path resource(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in = getClass().getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  private static void assertRefused(Path path, DataSet data, String reason) {
    assertThatThrownBy(() -> SavedSet.read(path, data))
        .isInstanceOf(DataException.class)
        .hasMessage("the saved set %s cannot be used: %s", path, reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dm.pt",
        "list.pt",
        "tuple.pt",
        "dict.pt",
        "view.pt",
        "legacy.pt",
        "legacy-dm.pt",
        "legacy-list.pt",
        "legacy-offset.pt",
        "set.npz",
        "compressed.npz"
      })
  void read_filesOfPyTorchAndNumPy_givesTheirBits(String name) throws IOException {
    SavedSet set = SavedSet.read(resource(name), DATA);

    float[] expected = new float[24];
    for (int i = 0; i < 24; i++) {
      expected[i] = i / 6 + (i % 6) / 8f;
    }
    assertThat(Sets.pixels(set.images())).containsExactly(expected);
    assertThat(set.images().labels()).containsExactly(1, 0, 0, 1);
    assertThat(set.images().classNames()).isEqualTo(DATA.classNames());
    assertThat(set.imagesPerClass()).isEqualTo(2);
    assertThat(set.provenance()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "double.npz | its images must be float32, <f4 in NumPy's words, but are <f8",
        "big-endian.npz | its images must be float32, <f4 in NumPy's words, but are >f4",
        "int-labels.npz | its labels must be int64, <i8 in NumPy's words, but are <i4",
        "fortran.npz | its images must be in row-major order, but are in Fortran's order",
        "unlabelled.npz | it has no labels.npy",
        "objects.npz | its images is not a plain array in the NPY format",
        "double.pt | its images must be in a torch.FloatStorage, but are in a torch.DoubleStorage",
        "int-labels.pt | its labels must be in a torch.LongStorage, but are in a torch.IntStorage",
        "strided.pt | its images must be in row-major order, but have the strides [6, 6, 1, 2] of the shape [4, 1, 2, 3]",
        "square-labels.pt | its labels must have 1 dimension, but have 2",
        "three.pt | it must hold images and labels, two tensors in a list, a tuple or a dictionary or under 'data', but does not",
        "model.pt | it must hold images and labels, two tensors in a list, a tuple or a dictionary or under 'data', but does not",
        "module.pt | its pickle asks for torch.nn.modules.linear.Linear, which no set of tensors needs",
        "attack.pt | its pickle asks for __builtin__.print, which no set of tensors needs",
        "legacy-double.pt | its images must be in a torch.FloatStorage, but are in a torch.DoubleStorage",
        "legacy-other.pt | it has a torch.QInt8Storage, which no set of tensors needs",
        "legacy-version.pt | its version of PyTorch's format must be 1001",
        "legacy-big-endian.pt | its byte order must be little, but is not said to be",
        "legacy-view.pt | its storages must be whole, but one is a view of another",
        "legacy-counts.pt | its storage 94000001 must have 24 values, but has 4611686018427387904",
        "legacy-huge.pt | its storages end early",
        "legacy-keys.pt | it has a storage that no tensor lies in",
        "legacy-attack.pt | its pickle asks for __builtin__.print, which no set of tensors needs",
      })
  void read_otherContent_isRefusedInOneLine(String name, String reason) throws IOException {
    assertRefused(resource(name), DATA, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dm.pt", "set.npz", "compressed.npz"})
  void read_truncated_isRefusedInOneLine(String name) throws IOException {
    Path file = resource(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(
          file,
          DATA,
          "it is not a whole file of one of the kinds .proxy, .npz or .pt, nor a folder");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dm.pt", "set.npz", "compressed.npz"})
  void read_byteChanged_isRefusedInOneLineOrTheSame(String name) throws IOException {
    Path file = resource(name);
    String hash = SavedSet.read(file, DATA).hash();
    byte[] whole = Files.readAllBytes(file);
    for (int position = 0; position < whole.length; position += 7) {
      byte[] damaged = whole.clone();
      damaged[position] ^= 0x11;
      Files.write(file, damaged);
      try {
        assertThat(SavedSet.read(file, DATA).hash()).as("at " + position).isEqualTo(hash);
      } catch (DataException e) {
        assertThat(e.getMessage()).as("at " + position).doesNotContain("\n", "null");
      }
    }
  }

  @Test
  void read_legacyTruncated_isRefusedInOneLine() throws IOException {
    Path file = resource("legacy-dm.pt");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SavedSet.read(file, DATA))
          .as("the first %d bytes", length)
          .isInstanceOf(DataException.class)
          .message()
          .startsWith("the saved set %s cannot be used: it".formatted(file))
          .doesNotContain("\n", "null");
    }
  }

  /** Pixels have no checksum there, so that a change of one of those cannot be noticed. */
  @Test
  void read_legacyByteChanged_isRefusedInOneLineOrRead() throws IOException {
    Path file = resource("legacy-dm.pt");
    byte[] whole = Files.readAllBytes(file);
    for (int position = 0; position < whole.length; position++) {
      byte[] damaged = whole.clone();
      damaged[position] ^= 0x11;
      Files.write(file, damaged);
      try {
        assertThat(SavedSet.read(file, DATA).images().size()).isEqualTo(4);
      } catch (DataException e) {
        assertThat(e.getMessage()).as("at " + position).doesNotContain("\n", "null");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dm.pt", "legacy-dm.pt", "legacy-list.pt"})
  void read_numberOfASet_takesIt(String name) throws IOException {
    Path file = resource(name);

    SavedSet first = SavedSet.read(file, 1, DATA);
    SavedSet second = SavedSet.read(file, 2, DATA);

    assertThat(first.sets()).isEqualTo(2);
    assertThat(first.hash()).isEqualTo(SavedSet.read(file, DATA).hash());
    assertThat(Sets.pixels(second.images())).startsWith(100, 100.125f);
    assertThat(second.images().labels()).containsExactly(1, 0, 0, 1);
    assertNoSet(file, 3, "it must have a set number 3, but has 2");
  }

  @Test
  void read_numberBeyondTheOnlySet_saysSo() throws IOException {
    assertNoSet(resource("set.npz"), 2, "it must have a set number 2, but has 1");
    assertNoSet(resource("list.pt"), 2, "it must have a set number 2, but has 1");
  }

  private static void assertNoSet(Path path, int number, String reason) {
    assertThatThrownBy(() -> SavedSet.read(path, number, DATA))
        .isInstanceOf(DataException.class)
        .hasMessage("the saved set %s cannot be used: %s", path, reason);
  }

  @Test
  void read_absentFile_saysSo() {
    Path absent = directory.resolve("absent.npz");
    assertRefused(absent, DATA, "it does not exist");
  }

  @Test
  void read_anotherShape_namesBoth() throws IOException {
    assertRefused(
        resource("set.npz"),
        data(new ImageShape(1, 3, 3), "a", "b"),
        "its images must be 1x3x3 as those of photos, but are of 4x1x2x3");
  }

  @Test
  void read_labelsOutsideTheClasses_namesThem() throws IOException {
    assertRefused(
        resource("set.npz"),
        data(new ImageShape(1, 2, 3), "a"),
        "its labels must be in [0, 1) as those of photos, but label 0 is 1");
  }

  @Test
  void read_emptyClass_isNamed() throws IOException {
    assertRefused(
        resource("set.npz"),
        data(new ImageShape(1, 2, 3), "a", "b", "c"),
        "each class must have at least 1 image, but \"c\" has none");
  }

  private static LabelledImages images(float[] pixels, int... labels) {
    return new LabelledImages(DATA.shape(), DATA.classNames(), new FloatPixels(pixels, 6), labels);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void read_pixelsThatAreNoNumbers_namesTheImage(float value) throws IOException {
    float[] pixels = new float[18];
    pixels[13] = value;
    Path file = directory.resolve("set.npz");
    NpzFile.write(images(pixels, 0, 1, 1), 0, file);

    assertRefused(file, DATA, "its pixels must be finite numbers, but image 2 has " + value);
  }

  @Test
  void read_oneClassOnly_namesTheOther() throws IOException {
    Path file = directory.resolve("set.npz");
    NpzFile.write(images(new float[12], 0, 0), 0, file);

    assertRefused(
        file, DATA, "each class must have at least 1 image, but \"T-shirt/top\" has none");
  }

  @Test
  void read_unlikeClasses_areAccepted() throws IOException {
    Path file = directory.resolve("set.npz");
    NpzFile.write(images(new float[18], 0, 1, 0), 0, file);

    assertThat(SavedSet.read(file, DATA).imagesPerClass()).isZero();
  }

  /** As where some of the images were kept in NumPy, and the number of before. */
  @ParameterizedTest
  @CsvSource({"0;1, 50, 1 images of each class", "0;1;0;1;0;1, 2, 3 images of each class"})
  void read_countThatDoesNotDivideTheImages_isRefused(String labels, int told, String each)
      throws IOException {
    int[] classes = Stream.of(labels.split(";")).mapToInt(Integer::parseInt).toArray();
    Path file = directory.resolve("set.npz");
    NpzFile.write(images(new float[6 * classes.length], classes), told, file);

    assertRefused(
        file, DATA, "its images_per_class must divide the %s, but is %d".formatted(each, told));
  }

  @Test
  void read_countOfUnlikeClasses_isRefused() throws IOException {
    Path file = directory.resolve("set.npz");
    NpzFile.write(images(new float[18], 0, 1, 0), 1, file);

    assertRefused(
        file,
        DATA,
        "its images_per_class must divide the images of each class, which differ, but is 1");
  }

  @Test
  void read_countOfMosaics_isKept() throws IOException {
    Path file = directory.resolve("set.npz");
    NpzFile.write(images(new float[24], 0, 1, 0, 1), 1, file);

    assertThat(SavedSet.read(file, DATA).imagesPerClass()).isEqualTo(1);
  }

  @Test
  void npz_writtenAndRead_keepsTheBits() throws IOException {
    LabelledImages set = Sets.random(DATA.shape(), 6, "coat", "T-shirt/top");
    Path file = directory.resolve("set.npz");
    NpzFile.write(set, 3, file);
    byte[] bytes = Files.readAllBytes(file);
    NpzFile.write(set, 3, file);

    SavedSet read = SavedSet.read(file, DATA);

    assertThat(Sets.pixels(read.images())).containsExactly(Sets.pixels(set));
    assertThat(read.images().labels()).containsExactly(set.labels());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void hash_sameContent_isTheSameInEveryFile() throws IOException {
    String hash = SavedSet.read(resource("dm.pt"), DATA).hash();

    assertThat(SavedSet.read(resource("compressed.npz"), DATA).hash())
        .isEqualTo(hash)
        .matches("[0-9a-f]{64}");
    float[] pixels = Sets.pixels(SavedSet.read(resource("set.npz"), DATA).images());
    pixels[0] = Math.nextUp(pixels[0]);
    assertThat(SavedSet.contentHash(images(pixels, 1, 0, 0, 1))).isNotEqualTo(hash);
    pixels[0] = Math.nextDown(pixels[0]);
    assertThat(SavedSet.contentHash(images(pixels, 1, 0, 0, 1))).isEqualTo(hash);
    assertThat(SavedSet.contentHash(images(pixels, 0, 1, 0, 1))).isNotEqualTo(hash);
  }

  private Path stored(LabelledImages set) throws InterruptedException {
    Host host = new Host(Map.of(), "a test", 2, Clock.systemUTC());
    ProxyStore store =
        new ProxyStore(directory.resolve("store"), host, ProxyStore.Terms.USUAL, warning -> {});
    ProxyKey key = new ProxyKey("f00d", Method.DM, Map.of(), 2, new Seed(1));
    store.get(key, "photos", Course.Listener.NONE, course -> set);
    return store.file(key.hash());
  }

  @Test
  void read_fileOfTheStore_keepsBitsAndCost() throws InterruptedException, IOException {
    LabelledImages set = Sets.random(DATA.shape(), 4, "coat", "T-shirt/top");

    Path file = stored(set);
    SavedSet read = SavedSet.read(file, DATA);

    assertThat(Sets.pixels(read.images())).containsExactly(Sets.pixels(set));
    assertThat(read.provenance()).contains(ProxyFile.read(file).provenance());
    assertThat(read.hash()).isEqualTo(SavedSet.contentHash(set));
  }

  @Test
  void read_fileOfTheStoreWithOtherClasses_isRefused() throws InterruptedException {
    Path file = stored(Sets.random(DATA.shape(), 4, "coat", "hat"));

    assertRefused(
        file,
        DATA,
        "it must be of the shape and classes of photos, 1x2x3 and [coat, T-shirt/top], but is of"
            + " 1x2x3 and [coat, hat]");
  }

  @Test
  void read_truncatedFileOfTheStore_isRefused() throws InterruptedException, IOException {
    Path file = stored(Sets.random(DATA.shape(), 4, "coat", "T-shirt/top"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertRefused(
        file,
        DATA,
        "it has %d bytes, but should have %d".formatted(whole.length - 1, whole.length));
  }
}
