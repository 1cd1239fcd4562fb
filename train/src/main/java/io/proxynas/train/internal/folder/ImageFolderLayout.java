package io.proxynas.train.internal.folder;

import io.proxynas.train.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the images of a folder and their classes. Training images are in {@code train/<class>/} or,
 * as in TinyImageNet, {@code train/<class>/images/}. Test images are, whichever is there first, in
 * {@code test/<class>/}, in {@code val/images/} with their classes in {@code
 * val/val_annotations.txt}, or in {@code val/<class>/}. Where there are none with classes, every
 * tenth training image of each class is held out.
 */
final class ImageFolderLayout {

  private static final String IMAGES = "images";
  private static final int HELD_OUT_EVERY = 10;

  private final Path folder;
  private final Path train;
  private final List<String> classNames;

  private ImageFolderLayout(Path folder) {
    this.folder = folder;
    train = folder.resolve("train");
    classNames = FolderListing.folders(train);
  }

  /**
   * Lists the files.
   *
   * @throws DataException if there are fewer than two classes, if training and test do not have the
   *     same classes, or if one of them has no image
   */
  static ImageFiles list(Path folder) {
    return new ImageFolderLayout(folder).files();
  }

  private ImageFiles files() {
    if (!Files.isDirectory(train)) {
      throw new DataException(
          "%s must have a folder train with a folder of images for each class, but has none"
              .formatted(folder));
    }
    if (classNames.size() < 2) {
      throw new DataException(
          "%s must have at least 2 folders of images, one a class, but has %d"
              .formatted(train, classNames.size()));
    }
    List<LabelledFile> trainFiles = byFolder(train);
    Optional<List<LabelledFile>> testFiles = test();
    return testFiles.isPresent()
        ? new ImageFiles(folder, classNames, trainFiles, testFiles.get(), false)
        : heldOut(trainFiles);
  }

  private Optional<List<LabelledFile>> test() {
    Path test = folder.resolve("test");
    if (hasClasses(test)) {
      return Optional.of(byFolder(test));
    }
    Path val = folder.resolve("val");
    Path annotations = val.resolve("val_annotations.txt");
    if (Files.exists(annotations)) {
      return Optional.of(annotated(val.resolve(IMAGES), annotations));
    }
    return hasClasses(val) ? Optional.of(byFolder(val)) : Optional.empty();
  }

  /** TinyImageNet's test images have no classes, and are in a folder called images. */
  private static boolean hasClasses(Path part) {
    List<String> folders = FolderListing.folders(part);
    return !folders.isEmpty() && !folders.equals(List.of(IMAGES));
  }

  private List<LabelledFile> byFolder(Path part) {
    List<String> these = FolderListing.folders(part);
    requireAll(classNames, these, train, part);
    requireAll(these, classNames, part, train);
    List<LabelledFile> files = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      Path of = part.resolve(classNames.get(label));
      Path nested = of.resolve(IMAGES);
      List<LabelledFile> found =
          FolderListing.images(Files.isDirectory(nested) ? nested : of, label);
      if (found.isEmpty()) {
        throw new DataException(
            "%s must have at least 1 image (*.png, *.jpg or *.jpeg), but has none".formatted(of));
      }
      files.addAll(found);
    }
    return files;
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

  /** Each line of the annotations is the name of a file, a tab, its class, a tab, and its boxes. */
  private List<LabelledFile> annotated(Path images, Path annotations) {
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
            "training and test must have the same classes, but %s has no image of class %s"
                .formatted(images, classNames.get(label)));
      }
    }
    return files;
  }

  private Map<String, Integer> labels(Path annotations) {
    Map<String, Integer> labelOf = new HashMap<>();
    IntStream.range(0, classNames.size()).forEach(c -> labelOf.put(classNames.get(c), c));
    Map<String, Integer> labels = new HashMap<>();
    try {
      List<String> lines = Files.readAllLines(annotations);
      for (int i = 0; i < lines.size(); i++) {
        String[] fields = lines.get(i).split("\t");
        Integer label = fields.length < 2 ? null : labelOf.get(fields[1]);
        if (label == null) {
          throw new DataException(
              "each line of %s must be a file and one of the classes in %s between tabs, but line"
                      .formatted(annotations, train)
                  + " %d was \"%s\"".formatted(i + 1, lines.get(i)));
        }
        labels.put(fields[0], label);
      }
    } catch (IOException e) {
      throw DataException.unreadable(annotations, e);
    }
    return labels;
  }

  private ImageFiles heldOut(List<LabelledFile> all) {
    List<LabelledFile> kept = new ArrayList<>();
    List<LabelledFile> held = new ArrayList<>();
    int[] sizes = new int[classNames.size()];
    all.forEach(file -> sizes[file.label()]++);
    int[] seen = new int[sizes.length];
    for (LabelledFile file : all) {
      int label = file.label();
      if (sizes[label] < 2) {
        throw new DataException(
            "%s must have at least 2 images, for one is held out as there are no test images, but"
                    .formatted(train.resolve(classNames.get(label)))
                + " has 1");
      }
      int every = Math.min(HELD_OUT_EVERY, sizes[label]);
      (seen[label]++ % every == every - 1 ? held : kept).add(file);
    }
    return new ImageFiles(folder, classNames, kept, held, true);
  }
}
