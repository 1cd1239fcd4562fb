package io.proxynas.condense.image;

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

  /** Narrows row after row, so that the image is never there in floats. */
  private static byte[] square(RgbRows rows, int size) {
    Resampling across = Resampling.ofCentre(rows.width(), rows.height(), size);
    Resampling down = Resampling.ofCentre(rows.height(), rows.width(), size);
    float[][] row = new float[3][rows.width()];
    float[][] narrow = new float[3][(down.end() - down.start()) * size]; // (3, rows, size)
    for (int y = down.start(); y < down.end(); y++) {
      rows.copy(y, row, 0);
      for (int c = 0; c < 3; c++) {
        across.apply(row[c], 0, 1, narrow[c], (y - down.start()) * size, 1);
      }
    }
    byte[] bytes = new byte[3 * size * size];
    float[] column = new float[size];
    for (int c = 0; c < 3; c++) {
      for (int x = 0; x < size; x++) {
        down.apply(narrow[c], x - down.start() * size, size, column, 0, 1);
        for (int y = 0; y < size; y++) {
          bytes[(c * size + y) * size + x] = (byte) Math.round(column[y]);
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
