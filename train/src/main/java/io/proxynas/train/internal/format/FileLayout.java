package io.proxynas.train.internal.format;

import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which files a named data set has in its folder, and how they are read. */
public sealed interface FileLayout {

  /** The names of the files that the folder lacks; empty if it holds the set. */
  List<String> missing(Path folder);

  /** The number of files that make up the set. */
  int fileCount();

  /** Reads the set from a folder that lacks nothing. */
  DataSet read(String name, Path folder);

  /**
   * The four files of MNIST and its successors, each plain or gzipped.
   *
   * @param classNames in the order of the labels
   * @param mirrorable see {@link DataSet}
   */
  record Idx(List<String> classNames, boolean mirrorable) implements FileLayout {

    public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    public static final List<String> FILES =
        List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    @Override
    public List<String> missing(Path folder) {
      return FILES.stream()
          .filter(f -> !Files.exists(find(folder, f)))
          .map(f -> f + ".gz")
          .toList();
    }

    @Override
    public int fileCount() {
      return FILES.size();
    }

    @Override
    public DataSet read(String name, Path folder) {
      return DataSet.of(
          name,
          classNames,
          read(folder, TRAIN_IMAGES, TRAIN_LABELS),
          read(folder, TEST_IMAGES, TEST_LABELS),
          mirrorable,
          List.of());
    }

    private RawImages read(Path folder, String images, String labels) {
      return IdxReader.read(find(folder, images), find(folder, labels), classNames.size());
    }

    /** The plain file if there is one, else the gzipped one. */
    private static Path find(Path folder, String file) {
      Path plain = folder.resolve(file);
      return Files.exists(plain) ? plain : folder.resolve(file + ".gz");
    }
  }

  /** The files of the binary version of CIFAR-10 or CIFAR-100. */
  record Cifar(CifarReader.Format format) implements FileLayout {

    private List<String> trainFiles() {
      return format == CifarReader.Format.CIFAR10
          ? IntStream.rangeClosed(1, 5).mapToObj("data_batch_%d.bin"::formatted).toList()
          : List.of("train.bin");
    }

    private String testFile() {
      return format == CifarReader.Format.CIFAR10 ? "test_batch.bin" : "test.bin";
    }

    @Override
    public List<String> missing(Path folder) {
      return Stream.concat(trainFiles().stream(), Stream.of(testFile()))
          .filter(f -> !Files.exists(folder.resolve(f)))
          .toList();
    }

    @Override
    public int fileCount() {
      return trainFiles().size() + 1;
    }

    @Override
    public DataSet read(String name, Path folder) {
      return DataSet.of(
          name,
          CifarReader.classNames(folder, format),
          CifarReader.read(trainFiles().stream().map(folder::resolve).toList(), format),
          CifarReader.read(List.of(folder.resolve(testFile())), format),
          true,
          List.of());
    }
  }
}
