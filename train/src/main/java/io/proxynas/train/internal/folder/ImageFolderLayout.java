package io.proxynas.train.internal.folder;

import io.proxynas.engine.Seed;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.DataException;
import io.proxynas.train.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the images of a folder and their classes. Training images are in {@code train/<class>/} or,
 * as in TinyImageNet, {@code train/<class>/images/}; validation images in {@code val/<class>/}, or
 * in {@code val/images/} with their classes in {@code val/val_annotations.txt}; test images in
 * {@code test/<class>/}. Without a folder {@code train}, all are in {@code <class>/}.
 */
final class ImageFolderLayout {

  private static final String IMAGES = "images";
  private static final List<String> VALIDATION = List.of("val", "valid", "validation");

  private final Path folder;
  private final Path train;
  private final List<String> classNames;

  /**
   * A folder.
   *
   * @param train where the training images are
   */
  private ImageFolderLayout(Path folder, Path train) {
    this.folder = folder;
    this.train = train;
    classNames = FolderListing.folders(train);
  }

  /**
   * Lists the files.
   *
   * @param splitSeed decides which are the test part, where there are no test images
   * @throws DataException if there are fewer than two classes, if the parts do not have the same
   *     classes, or if one of them has no image
   */
  static ImageFiles list(Path folder, Seed splitSeed) {
    ImageFolderLayout layout =
        new ImageFolderLayout(folder, isFlat(folder) ? folder : folder.resolve("train"));
    layout.requireClasses();
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return ImageFiles.of(
        new ImageFiles.Source(folder, folder, name), layout.classNames, layout.parts(), splitSeed);
  }

  /** Images right in a folder called train are those of a class of that name. */
  static boolean isFlat(Path folder) {
    Path train = folder.resolve("train");
    return !Files.isDirectory(train)
        || (FolderListing.folders(train).isEmpty() && !FolderListing.images(train, 0).isEmpty());
  }

  /** The images of a class in its folder. */
  static List<LabelledFile> images(Path of, int label) {
    Path nested = of.resolve(IMAGES);
    return FolderListing.images(Files.isDirectory(nested) ? nested : of, label);
  }

  private void requireClasses() {
    if (train.equals(folder)) {
      for (Path part : List.of(folder.resolve("test"), validation())) {
        if (!FolderListing.folders(part).isEmpty()) {
          throw new DataException(
              "%s must have a folder train beside its folder %s, but has none"
                  .formatted(folder, part.getFileName()));
        }
      }
    }
    if (classNames.size() < 2) {
      throw new DataException(
          "%s must have at least 2 folders of images, one a class, but has %d"
              .formatted(train, classNames.size()));
    }
  }

  private Map<Part, List<LabelledFile>> parts() {
    Map<Part, List<LabelledFile>> parts = new EnumMap<>(Part.class);
    parts.put(Part.TRAIN, byFolder(train, "test"));
    if (train.equals(folder)) {
      return parts;
    }
    Path test = folder.resolve("test");
    if (hasClasses(test)) {
      parts.put(Part.TEST, byFolder(test, "test"));
    }
    Path val = validation();
    Path annotations = val.resolve("val_annotations.txt");
    if (Files.exists(annotations)) {
      boolean isValidation = hasClasses(test);
      parts.put(
          isValidation ? Part.VAL : Part.TEST,
          annotated(val.resolve(IMAGES), annotations, isValidation ? "validation" : "test"));
    } else if (hasClasses(val)) {
      parts.put(Part.VAL, byFolder(val, "validation"));
    }
    return parts;
  }

  /** The first folder of such a name that is there. */
  private Path validation() {
    return VALIDATION.stream()
        .map(folder::resolve)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(folder.resolve(VALIDATION.get(0)));
  }

  /** TinyImageNet's test images have no classes, and are in a folder called images. */
  private static boolean hasClasses(Path part) {
    List<String> folders = FolderListing.folders(part);
    return !folders.isEmpty() && !folders.equals(List.of(IMAGES));
  }

  private List<LabelledFile> byFolder(Path part, String word) {
    List<String> these = FolderListing.folders(part);
    requireAll(word, classNames, these, train, part);
    requireAll(word, these, classNames, part, train);
    List<LabelledFile> files = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      Path of = part.resolve(classNames.get(label));
      List<LabelledFile> found = images(of, label);
      if (found.isEmpty()) {
        throw new DataException(
            "%s must have at least 1 image (*.png, *.jpg or *.jpeg), but has none".formatted(of));
      }
      files.addAll(found);
    }
    return files;
  }

  private static void requireAll(
      String word, List<String> these, List<String> those, Path here, Path there) {
    for (String name : these) {
      if (!those.contains(name)) {
        throw new DataException(
            "training and %s must have the same classes, but class %s is in %s and not in %s"
                .formatted(word, name, here, there));
      }
    }
  }

  /** Each line of the annotations is the name of a file, a tab, its class, a tab, and its boxes. */
  private List<LabelledFile> annotated(Path images, Path annotations, String part) {
    Map<String, Integer> labels = labels(annotations);
    List<LabelledFile> files = new ArrayList<>();
    for (LabelledFile file : FolderListing.images(images, 0)) {
      Integer label = labels.get(file.name());
      if (label == null) {
        throw new DataException(
            "%s must have the class of each image, but has none of %s"
                .formatted(annotations, file.name()));
      }
      files.add(new LabelledFile(images, file.name(), label, file.size(), file.modified()));
    }
    for (int label = 0; label < classNames.size(); label++) {
      int wanted = label;
      if (files.stream().noneMatch(f -> f.label() == wanted)) {
        throw new DataException(
            "training and %s must have the same classes, but %s has no image of class %s"
                .formatted(part, images, classNames.get(label)));
      }
    }
    return files;
  }

  private Map<String, Integer> labels(Path annotations) {
    Map<String, Integer> labelOf = new HashMap<>();
    IntStream.range(0, classNames.size()).forEach(c -> labelOf.put(classNames.get(c), c));
    Map<String, Integer> labels = new HashMap<>();
    try {
      List<String> lines = TextFile.lines(annotations);
      for (int i = 0; i < lines.size(); i++) {
        String[] fields = lines.get(i).split("\t");
        Integer label = fields.length < 2 ? null : labelOf.get(fields[1]);
        if (label == null) {
          throw new DataException(
              "each line of %s must be a file and one of the classes in %s between tabs, but line"
                      .formatted(annotations, train)
                  + " %d was \"%s\"".formatted(i + 1, Shown.of(lines.get(i))));
        }
        labels.put(fields[0], label);
      }
    } catch (IOException e) {
      throw new DataException(e.getMessage(), e);
    }
    return labels;
  }
}
