package io.proxynas.train.internal.image;

import java.io.IOException;
import java.util.Arrays;

/**
 * An image resized so that its short side is {@code size} and cropped to the square in its centre.
 *
 * @param sourceWidth of the image as it was, in pixels
 * @param sourceHeight of the image as it was, in pixels
 * @param bytes (3, size, size) red, green and blue
 */
public record SquareImage(int sourceWidth, int sourceHeight, byte[] bytes) {

  private static final long MAX_FILE = 1L << 28;

  /**
   * Refuses a file before it is read.
   *
   * @param length of it in bytes
   * @throws IOException with a phrase if it is too long
   */
  public static void requireLength(long length) throws IOException {
    if (length > MAX_FILE) {
      throw new IOException(
          "it must have at most %d bytes, but has %d".formatted(MAX_FILE, length));
    }
  }

  /**
   * Decodes a PNG or JPEG.
   *
   * @param content of the file
   * @param size height and width to make; at 0, the short side of the image
   * @throws IOException with a phrase if it is not a readable image
   */
  public static SquareImage decode(byte[] content, int size) throws IOException {
    RgbRows rows = new RgbRows(ImageFile.decode(content));
    int side = size == 0 ? Math.min(rows.width(), rows.height()) : size;
    return new SquareImage(rows.width(), rows.height(), square(rows, side));
  }

  /** First down, row after row, so that the whole image is never there in floats; then across. */
  private static byte[] square(RgbRows rows, int size) {
    Resampling down = Resampling.ofCentre(rows.height(), rows.width(), size);
    Resampling across = Resampling.ofCentre(rows.width(), rows.height(), size);
    int left = across.start();
    int width = across.end() - left;
    float[][] row = new float[3][rows.width()];
    float[][] low = new float[3][size * width]; // (3, size, width), of the columns that are used
    for (int y = down.start(); y < down.end(); y++) {
      rows.copy(y, row, 0);
      for (int c = 0; c < 3; c++) {
        down.addLine(y, row[c], left, low[c], width);
      }
    }
    byte[] bytes = new byte[3 * size * size];
    float[] line = new float[size];
    int at = 0;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < size; y++) {
        across.along(low[c], y * width - left, line);
        for (float value : line) {
          bytes[at++] = (byte) (value + 0.5f);
        }
      }
    }
    return bytes;
  }

  /** Whether the three planes are equal. */
  public boolean grey() {
    int plane = bytes.length / 3;
    return Arrays.equals(bytes, 0, plane, bytes, plane, 2 * plane)
        && Arrays.equals(bytes, 0, plane, bytes, 2 * plane, 3 * plane);
  }
}
