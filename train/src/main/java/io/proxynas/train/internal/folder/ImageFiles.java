package io.proxynas.train.internal.folder;

import io.proxynas.engine.Seed;
import io.proxynas.train.file.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a set of images.
 *
 * @param folder the whole
 * @param name of the set, for the user
 * @param classNames the name of class c at index c
 * @param named whether a file names the classes, so that they are not those of folders
 * @param parts what each file is for
 * @param splitSeed by which the test part was cut off; empty where the files bring one
 * @param warnings what the user should know of that
 */
record ImageFiles(
    Path folder,
    String name,
    List<String> classNames,
    boolean named,
    FileParts parts,
    Optional<Seed> splitSeed,
    List<String> warnings) {

  /**
   * The files of a source of images that has some of the parts.
   *
   * @param source for messages, a folder or a file
   * @param given files for training, and what there is of the other parts
   * @param splitSeed decides which files are the test part, where none is given
   */
  static ImageFiles of(
      Source source, List<String> classNames, Map<Part, List<LabelledFile>> given, Seed splitSeed) {
    List<LabelledFile> train = given.getOrDefault(Part.TRAIN, List.of());
    List<LabelledFile> validation = given.getOrDefault(Part.VAL, List.of());
    List<LabelledFile> test = given.getOrDefault(Part.TEST, List.of());
    if (!test.isEmpty()) {
      return source.files(
          classNames, new FileParts(train, validation, test), Optional.empty(), List.of());
    }
    if (!validation.isEmpty()) {
      return source.files(
          classNames,
          new FileParts(train, List.of(), validation),
          Optional.empty(),
          List.of(
              ("%s has no test images beside its validation images, so these %d tell the final"
                      + " accuracy, and networks are chosen on images that are cut off the training"
                      + " images")
                  .formatted(source.place(), validation.size())));
    }
    FileParts cut = TestCut.of(source.place(), train, classNames, splitSeed);
    return source.files(
        classNames,
        cut,
        Optional.of(splitSeed),
        List.of(
            ("%s has no test images, so %d of its %d images, the same share of each class, are cut"
                    + " off for the test; --split-seed decides which")
                .formatted(source.place(), cut.test().size(), train.size())));
  }

  /**
   * Where images are from.
   *
   * @param place the folder, or the file that names the images
   * @param folder that the files' paths are told from
   * @param name of the set
   */
  record Source(Path place, Path folder, String name) {

    private ImageFiles files(
        List<String> classNames, FileParts parts, Optional<Seed> splitSeed, List<String> warnings) {
      boolean named = !place.equals(folder);
      return new ImageFiles(folder, name, classNames, named, parts, splitSeed, warnings);
    }
  }

  /** The number of files. */
  int count() {
    return parts.count();
  }

  /** As {@link FileParts#get}. */
  LabelledFile get(int index) {
    return parts.get(index);
  }

  /**
   * Changes with the name, size, time, class and part of any file, and with the names of classes
   * that a file tells: SHA-256 in hex. No file is read.
   *
   * @param salt what else decides what becomes of the files
   */
  String fingerprint(String salt) {
    return Sha256.of(
        out -> {
          out.writeUTF(salt);
          if (named) {
            for (String className : classNames) {
              out.writeUTF(className);
            }
          }
          out.writeInt(parts.train().size());
          if (!parts.validation().isEmpty()) {
            out.writeInt(parts.validation().size());
          }
          for (int i = 0; i < count(); i++) {
            LabelledFile file = get(i);
            out.writeUTF(folder.relativize(file.folder()).toString());
            out.writeUTF(file.name());
            out.writeInt(file.label());
            out.writeLong(file.size());
            out.writeLong(file.modified());
          }
        });
  }
}
