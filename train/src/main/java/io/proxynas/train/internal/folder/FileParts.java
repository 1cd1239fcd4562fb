package io.proxynas.train.internal.folder;

import java.util.List;

/**
 * Image files by what they are for.
 *
 * @param train at least one of each class
 * @param validation at least one of each class; empty if these are cut off the training images
 * @param test at least one of each class
 */
record FileParts(List<LabelledFile> train, List<LabelledFile> validation, List<LabelledFile> test) {

  /** The number of files. */
  int count() {
    return train.size() + validation.size() + test.size();
  }

  /** The files for training, then those for validation, then those for the test. */
  LabelledFile get(int index) {
    int afterTrain = index - train.size();
    int afterValidation = afterTrain - validation.size();
    return afterTrain < 0
        ? train.get(index)
        : afterValidation < 0 ? validation.get(afterTrain) : test.get(afterValidation);
  }
}
