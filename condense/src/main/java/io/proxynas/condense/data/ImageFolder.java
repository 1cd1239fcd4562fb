package io.proxynas.condense.data;

import io.proxynas.engine.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a folder of images, {@code train/<class>/*.png|jpg|jpeg} and {@code test/<class>/…}. Each
 * image is resized so that its short side is {@code size} and cropped to the square in its centre.
 * The images have one channel if all of them are grey, and three otherwise; what is transparent is
 * black. Classes and files are taken in the order of their names, so that the same folder always
 * gives the same data.
 */
public final class ImageFolder {

  private ImageFolder() {}

  /**
   * Reads all images. One that cannot be decoded is left out, with a warning.
   *
   * @param folder with {@code train} and {@code test}
   * @param size height and width of the images made, in pixels
   * @param progress counts images
   * @throws DataException if there are fewer than two classes, if training and test do not have the
   *     same classes, if one of them has no readable image, or if all do not fit one array
   * @throws InterruptedException if the thread is interrupted
   */
  public static DataSet read(Path folder, int size, Progress progress) throws InterruptedException {
    List<String> classes = classNames(folder.resolve("train"));
    requireClasses(folder, classes);
    List<Path> trainFiles = files(folder.resolve("train"), classes);
    List<Path> testFiles = files(folder.resolve("test"), classes);
    int total = trainFiles.size() + testFiles.size();
    SquareImages train = SquareImages.decode(trainFiles, size, done -> progress.at(done, total));
    SquareImages test =
        SquareImages.decode(testFiles, size, done -> progress.at(trainFiles.size() + done, total));
    int channels = train.grey() && test.grey() ? 1 : 3;
    List<String> warnings = new ArrayList<>(train.warnings());
    warnings.addAll(test.warnings());
    return DataSet.of(
        name(folder),
        classes,
        train.toRaw(folder.resolve("train"), classes, channels),
        test.toRaw(folder.resolve("test"), classes, channels),
        true,
        warnings);
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static void requireClasses(Path folder, List<String> classes) {
    Path train = folder.resolve("train");
    if (classes.size() < 2) {
      throw new DataException(
          "%s must have at least 2 folders of images, one a class, but has %d"
              .formatted(train, classes.size()));
    }
    Path test = folder.resolve("test");
    List<String> testClasses = classNames(test);
    requireAll(classes, testClasses, train, test);
    requireAll(testClasses, classes, test, train);
  }

  private static void requireAll(List<String> these, List<String> those, Path here, Path there) {
    for (String name : these) {
      if (!those.contains(name)) {
        throw new DataException(
            "training and test must have the same classes, but class %s is in %s and not in %s"
                .formatted(name, here, there));
      }
    }
  }

  private static List<String> classNames(Path folder) {
    return list(folder, p -> Files.isDirectory(p) && !isHidden(p)).stream()
        .map(p -> p.getFileName().toString())
        .toList();
  }

  private static List<Path> files(Path folder, List<String> classes) {
    List<Path> files = new ArrayList<>();
    for (String name : classes) {
      List<Path> found = list(folder.resolve(name), ImageFolder::isImage);
      if (found.isEmpty()) {
        throw new DataException(
            "%s must have at least 1 image (*.png, *.jpg or *.jpeg), but has none"
                .formatted(folder.resolve(name)));
      }
      files.addAll(found);
    }
    return files;
  }

  /** The chosen entries of a folder, sorted by name. */
  private static List<Path> list(Path folder, Predicate<Path> chosen) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(chosen).sorted().toList();
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static boolean isImage(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return !isHidden(path)
        && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
  }
}
