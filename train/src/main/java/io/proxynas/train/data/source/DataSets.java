package io.proxynas.train.data.source;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Checksum;
import io.proxynas.train.internal.folder.ImageFolder;
import io.proxynas.train.internal.format.CifarReader;
import io.proxynas.train.internal.format.FileLayout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The data sets that are known by name, and the one way to load any data set: by its name, from a
 * folder of images, or from iterators of DL4J.
 *
 * <pre>{@code
 * DataSet sample = DataSets.load("fashion-mnist-mini"); // is part of the program
 * DataLocation usual = DataLocation.of(CacheFolder.of(System.getenv()));
 * DataSet photos = DataSets.load("photos", usual.withSize(32), Progress.NONE);
 * DataSet given = DataSets.of(trainIterator, testIterator);
 * }</pre>
 */
public final class DataSets {

  /** The classes of Fashion-MNIST in the order of its labels. */
  static final List<String> FASHION_CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private static final NamedSet FASHION_MNIST =
      new NamedSet(
          "fashion-mnist",
          List.of("fashion-mnist"),
          new FileLayout.Idx(FASHION_CLASSES, true),
          idxDownloads(
              "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
              Checksum.md5("8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
              Checksum.md5("25c81989df183df01b3e8a0aad5dffbe"),
              Checksum.md5("bef4ecab320f06d8554ea6380940ec79"),
              Checksum.md5("bb300cfdad3c16e7a12a480ee83cd310")));

  private static final NamedSet MNIST =
      new NamedSet(
          "mnist",
          List.of("mnist"),
          new FileLayout.Idx(DIGITS, false),
          idxDownloads(
              "https://ossci-datasets.s3.amazonaws.com/mnist/",
              Checksum.sha256("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              Checksum.sha256("3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              Checksum.sha256("8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              Checksum.sha256("f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")));

  private static final NamedSet CIFAR10 =
      cifar(
          "cifar10",
          "cifar-10-batches-bin",
          CifarReader.Format.CIFAR10,
          "cifar-10-binary.tar.gz",
          "c32a1d4ab5d03f1284b67883e8d87530");

  private static final NamedSet CIFAR100 =
      cifar(
          "cifar100",
          "cifar-100-binary",
          CifarReader.Format.CIFAR100,
          "cifar-100-binary.tar.gz",
          "03b5dce01913d631647c71ecec9e9cb8");

  private static final List<NamedSet> NAMED = List.of(FASHION_MNIST, MNIST, CIFAR10, CIFAR100);

  /** The name of images that a program gives. */
  private static final String GIVEN = "given";

  private DataSets() {}

  /** The names of the known sets; the first is the one that needs no file. */
  public static List<String> names() {
    return Stream.concat(Stream.of(FashionMnistMini.NAME), NAMED.stream().map(NamedSet::name))
        .toList();
  }

  /**
   * Loads a data set from the usual places, a folder's images in their own size.
   *
   * @param nameOrFolder as in {@link #load(String, DataLocation, Progress)}
   */
  public static DataSet load(String nameOrFolder) throws InterruptedException {
    return load(nameOrFolder, DataLocation.of(CacheFolder.of(System.getenv())), Progress.NONE);
  }

  /**
   * The images of two iterators of DL4J, copied to the heap, in the scale that they come in.
   *
   * @param train gives batches (N, C, H, W) with one class each, and can be reset
   * @param test of the same shape and classes
   * @throws IllegalArgumentException with one sentence if these are not labelled images
   */
  public static DataSet of(DataSetIterator train, DataSetIterator test) {
    return of(train, test, Optional.empty());
  }

  /**
   * As {@link #of(DataSetIterator, DataSetIterator)}, where images come as rows (N, C·H·W).
   *
   * @param shape of every image
   */
  public static DataSet of(DataSetIterator train, DataSetIterator test, ImageShape shape) {
    return of(train, test, Optional.of(shape));
  }

  private static DataSet of(
      DataSetIterator train, DataSetIterator test, Optional<ImageShape> declared) {
    return DataSet.of(
        GIVEN,
        IteratorImages.read(train, declared).images(),
        IteratorImages.read(test, declared).images(),
        false); // whether mirror images keep their class is not known
  }

  /**
   * Loads a data set. A known name is taken as such even where a folder is called the same ({@code
   * ./mnist} is the folder). A named set is looked for in the places of {@code location} and
   * downloaded to the cache if it is in none.
   *
   * @param nameOrFolder one of {@link #names()}, or the path of an image folder or of a CSV file
   *     that lists images (see {@link ImageFolder})
   * @param location where to look, and the size of the images of a folder
   * @param progress counts the bytes of a download, or the files of a folder as they are decoded
   * @throws DataException if the set is not known, not found or cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static DataSet load(String nameOrFolder, DataLocation location, Progress progress)
      throws InterruptedException {
    Optional<NamedSet> named =
        NAMED.stream().filter(s -> s.name().equals(nameOrFolder)).findFirst();
    boolean embedded = nameOrFolder.equals(FashionMnistMini.NAME);
    if (!embedded && named.isEmpty()) {
      Path place = own(nameOrFolder);
      return ImageFolder.read(
              place, location.splitSeed(), location.size(), location.cache(), progress)
          .withSource(place.toAbsolutePath().normalize().toString());
    }
    if (location.size().isPresent()) {
      throw new DataException(
          "a size can be given for images of your own only, but was given for " + nameOrFolder);
    }
    requireDataDir(location);
    DataSet known =
        embedded ? FashionMnistMini.load() : named.orElseThrow().load(location, progress);
    return known.withSource(nameOrFolder);
  }

  private static void requireDataDir(DataLocation location) {
    location
        .dataDir()
        .filter(dir -> !Files.isDirectory(dir))
        .ifPresent(
            dir -> {
              throw new DataException("--data-dir must be a folder, but %s is not".formatted(dir));
            });
  }

  private static Path own(String path) {
    try {
      Path place = Path.of(path);
      if (!path.isBlank() && (Files.isDirectory(place) || ImageFolder.isTable(place))) {
        return place;
      }
    } catch (InvalidPathException e) {
      // Not a path, so an unknown name.
    }
    throw new DataException(
        "a data set must be one of %s or an existing folder or CSV file, but was \"%s\""
            .formatted(String.join(", ", names()), path));
  }

  /** The files of a site, by their checksums in the order of {@link FileLayout.Idx#FILES}. */
  private static List<Download> idxDownloads(String site, Checksum... checksums) {
    return IntStream.range(0, checksums.length)
        .mapToObj(
            i -> new Download(URI.create(site + FileLayout.Idx.FILES.get(i) + ".gz"), checksums[i]))
        .toList();
  }

  private static NamedSet cifar(
      String name, String folder, CifarReader.Format format, String archive, String md5) {
    URI uri = URI.create("https://www.cs.toronto.edu/~kriz/" + archive);
    return new NamedSet(
        name,
        List.of(name, folder),
        new FileLayout.Cifar(format),
        List.of(new Download(uri, Checksum.md5(md5))));
  }
}
