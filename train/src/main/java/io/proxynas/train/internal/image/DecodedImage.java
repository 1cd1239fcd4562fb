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

  /** A float for each of its values, for images of synthetic sets, which are small. */
  private static final long MAX_PIXELS = 1 << 22;

  /**
   * Decodes a file.
   *
   * @throws IOException if it is not a readable image of at most {@value #MAX_PIXELS} pixels
   */
  public static DecodedImage read(Path file) throws IOException {
    SquareImage.requireLength(Files.size(file));
    RgbRows rows = new RgbRows(ImageFile.decode(Files.readAllBytes(file), MAX_PIXELS));
    float[][] planes = new float[3][rows.width() * rows.height()];
    for (int y = 0; y < rows.height(); y++) {
      rows.copy(y, planes, y * rows.width());
    }
    return new DecodedImage(rows.width(), rows.height(), planes);
  }
}
