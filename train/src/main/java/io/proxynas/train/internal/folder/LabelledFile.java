package io.proxynas.train.internal.folder;

import java.nio.file.Path;

/**
 * An image file and its class.
 *
 * @param folder that it is in
 * @param name of the file
 * @param label its class
 * @param size in bytes
 * @param modified when it was last written, in milliseconds of the epoch
 */
record LabelledFile(Path folder, String name, int label, long size, long modified) {

  Path path() {
    return folder.resolve(name);
  }
}
