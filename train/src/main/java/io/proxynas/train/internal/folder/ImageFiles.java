package io.proxynas.train.internal.folder;

import io.proxynas.train.file.Sha256;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of an image folder.
 *
 * @param folder the whole
 * @param classNames the name of class c at index c
 * @param train at least one of each class
 * @param test at least one of each class
 * @param heldOut whether the test files were held out of the training files, for want of others
 */
record ImageFiles(
    Path folder,
    List<String> classNames,
    List<LabelledFile> train,
    List<LabelledFile> test,
    boolean heldOut) {

  /** The name of the folder. */
  String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /** The number of files. */
  int count() {
    return train.size() + test.size();
  }

  /** The files for training, then those for the test. */
  LabelledFile get(int index) {
    return index < train.size() ? train.get(index) : test.get(index - train.size());
  }

  /**
   * Changes with the name, size, time and class of any file: SHA-256 in hex. No file is read.
   *
   * @param salt what else decides what becomes of the files
   */
  String fingerprint(String salt) {
    return Sha256.of(
        out -> {
          out.writeUTF(salt);
          out.writeInt(train.size());
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
