package io.proxynas.train.internal.format;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.RawImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads images and labels in the IDX format of MNIST (Y. LeCun, C. Cortes, C. Burges, <i>The MNIST
 * database of handwritten digits</i>), plain or gzipped, which is told by the file's first bytes
 * and not by its name. Every error names the file and the byte, counted after decompression.
 *
 * <p>Images: magic number 0x00000803, count, rows, columns (big-endian), then one unsigned byte a
 * pixel. Labels: magic number 0x00000801, count, then one byte a label.
 */
public final class IdxReader {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private IdxReader() {}

  /**
   * Reads grey images and their labels.
   *
   * @param images a file of N images, N at least 1
   * @param labels a file of N labels
   * @param classes every label must be in [0, classes)
   * @throws DataException if a file is missing, damaged, of another format or does not fit the
   *     other
   */
  static RawImages read(Path images, Path labels, int classes) {
    try (InputStream imageStream = open(images);
        InputStream labelStream = open(labels)) {
      return read(imageStream, images.toString(), labelStream, labels.toString(), classes);
    } catch (IOException e) {
      throw new DataException("%s or %s cannot be read: %s".formatted(images, labels, e), e);
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw DataException.unreadable(file, e);
    }
  }

  /** As above, from streams; the names are for error messages. */
  public static RawImages read(
      InputStream images, String imagesName, InputStream labels, String labelsName, int classes) {
    IdxStream imageFile = new IdxStream(imagesName, images);
    imageFile.magic(IMAGES, "images");
    int count = imageFile.dimension("the number of images");
    int height = imageFile.dimension("the number of rows");
    int width = imageFile.dimension("the number of columns");
    ImageShape shape = new ImageShape(1, height, width);
    byte[] pixels = imageFile.payload((long) count * height * width);
    return new RawImages(
        shape, pixels, labels(new IdxStream(labelsName, labels), imagesName, count, classes));
  }

  private static int[] labels(IdxStream file, String imagesName, int count, int classes) {
    file.magic(LABELS, "labels");
    int found = file.dimension("the number of labels");
    if (found != count) {
      throw file.error(
          4,
          "there must be one label an image, but there are %d labels and %s has %d images"
              .formatted(found, imagesName, count));
    }
    byte[] bytes = file.payload(count);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = bytes[i] & 0xff;
      if (labels[i] >= classes) {
        throw file.error(
            8 + i, "a label must be in [0, %d), but was %d".formatted(classes, labels[i]));
      }
    }
    return labels;
  }
}
