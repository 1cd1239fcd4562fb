package io.proxynas.train.internal.format;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.RawImages;
import java.io.ByteArrayInputStream;
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
      return read(
          new IdxStream(images.toString(), imageStream, Files.size(images)),
          new IdxStream(labels.toString(), labelStream, Files.size(labels)),
          classes);
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

  /** As above, of content at hand; the names are for error messages. */
  public static RawImages read(
      byte[] images, String imagesName, byte[] labels, String labelsName, int classes) {
    return read(
        new IdxStream(imagesName, new ByteArrayInputStream(images), images.length),
        new IdxStream(labelsName, new ByteArrayInputStream(labels), labels.length),
        classes);
  }

  private static RawImages read(IdxStream images, IdxStream labels, int classes) {
    images.magic(IMAGES, "images");
    int count = images.dimension("the number of images");
    int height = images.dimension("the number of rows");
    int width = images.dimension("the number of columns");
    byte[] pixels = images.payload(bytes(count, height, width));
    ImageShape shape = new ImageShape(1, height, width);
    return new RawImages(shape, pixels, labels(labels, images.name(), count, classes));
  }

  /** At most {@code Long.MAX_VALUE}, which no file has. */
  private static long bytes(int count, int height, int width) {
    long plane = (long) height * width;
    return plane > Long.MAX_VALUE / count ? Long.MAX_VALUE : plane * count;
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
