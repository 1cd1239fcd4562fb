package io.proxynas.train.internal.folder;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads images (*.png, *.jpg, *.jpeg) from a folder, laid out as {@code <class>/}, as {@code
 * train/<class>/} with {@code val/<class>/} and {@code test/<class>/}, as TinyImageNet, or as
 * ImageNet ({@link ImageFolderLayout}), or as a CSV file lists them ({@link ImageTable}). Each is
 * resized so that its short side is {@code size} and cropped to the square in its centre; what is
 * transparent is black. Classes and files are taken in the order of their names, so that the same
 * folder always gives the same data.
 *
 * <p>The decoded images are kept in the cache and mapped into memory, so a data set may be larger
 * than the heap, and is decoded once ({@link ImageCache}).
 */
public final class ImageFolder {

  private ImageFolder() {}

  /** Whether a path is that of a CSV file that is there. */
  public static boolean isTable(Path path) {
    return ImageTable.isTable(path) && Files.isRegularFile(path);
  }

  /** Whether the images of a folder are in {@code <class>/}, without parts such as train. */
  public static boolean isFlat(Path folder) {
    return Files.isDirectory(folder) && ImageFolderLayout.isFlat(folder);
  }

  /** The image files of a flat folder by the names of their classes, in the order of the names. */
  public static SortedMap<String, List<Path>> byClass(Path folder) {
    SortedMap<String, List<Path>> files = new TreeMap<>();
    for (String name : FolderListing.folders(folder)) {
      files.put(name, paths(ImageFolderLayout.images(folder.resolve(name), 0)));
    }
    return files;
  }

  /**
   * The image files of a folder and of all folders in it: first its own, then those of the others,
   * each in the order of the names. A folder that links lead to twice is listed once.
   *
   * @throws DataException if it cannot be read
   */
  public static List<Path> allBelow(Path folder) {
    List<Path> files = new ArrayList<>();
    addBelow(folder, new HashSet<>(), files);
    return files;
  }

  private static void addBelow(Path folder, Set<Path> seen, List<Path> files) {
    try {
      if (!seen.add(folder.toRealPath())) {
        return;
      }
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
    files.addAll(paths(FolderListing.images(folder, 0)));
    for (String name : FolderListing.folders(folder)) {
      addBelow(folder.resolve(name), seen, files);
    }
  }

  private static List<Path> paths(List<LabelledFile> files) {
    return files.stream().map(LabelledFile::path).toList();
  }

  /**
   * Reads all images. Those that cannot be decoded are left out, with a warning.
   *
   * @param source a folder with a folder of images for each class, with such in {@code train} and
   *     others, or a CSV file that names images and classes
   * @param splitSeed decides which images are the test part, where there are no test images
   * @param size height and width of the images made, in pixels; if absent, the images must be of
   *     one size, and are made as large as their short side
   * @param cache keeps the decoded images
   * @param progress counts files; hears nothing if all are decoded
   * @throws DataException if the folder is not of such a layout, if there are fewer than two
   *     classes, if training and test do not have the same ones, if one of them has no readable
   *     image, if the images are of several sizes and none is given, if a file cannot be read, or
   *     if the cache cannot be written
   * @throws InterruptedException if the thread is interrupted; what is decoded stays in the cache
   */
  public static DataSet read(
      Path source, Seed splitSeed, OptionalInt size, CacheFolder cache, Progress progress)
      throws InterruptedException {
    ImageFiles files =
        isTable(source)
            ? ImageTable.list(source, splitSeed)
            : ImageFolderLayout.list(source, splitSeed);
    return new ImageCache(cache.images(), files, size).open(progress);
  }
}
