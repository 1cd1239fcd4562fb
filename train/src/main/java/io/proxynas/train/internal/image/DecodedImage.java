package io.proxynas.train.internal.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A decoded PNG or JPEG: three planes of red, green and blue, on black where it is transparent.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes (3, height, width), each value in [0, 255]
 */
public record DecodedImage(int width, int height, float[][] planes) {

  /**
   * Decodes a file.
   *
   * @throws IOException if it is not a readable image
   */
  public static DecodedImage read(Path file) throws IOException {
    RgbRows rows = new RgbRows(ImageFile.decode(Files.readAllBytes(file)));
    float[][] planes = new float[3][rows.width() * rows.height()];
    for (int y = 0; y < rows.height(); y++) {
      rows.copy(y, planes, y * rows.width());
    }
    return new DecodedImage(rows.width(), rows.height(), planes);
  }
}
