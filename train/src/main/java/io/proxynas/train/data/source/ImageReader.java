package io.proxynas.train.data.source;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataException;
import io.proxynas.train.internal.image.SquareImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads single image files as a network takes them, in the way in which those of a folder are read
 * for its training: resized so that the short side fits, and cropped to the square in the centre.
 *
 * @param shape of the images to make: a square of one channel, or of red, green and blue
 */
public record ImageReader(ImageShape shape) {

  public ImageReader {
    Require.that(
        shape.height() == shape.width() && (shape.channels() == 1 || shape.channels() == 3),
        "a network must take square images of 1 or 3 channels to be given image files, but takes"
            + " %s",
        shape);
  }

  /**
   * An image as the network takes it.
   *
   * @param bytes (C, H, W), unsigned
   * @param width of the file's image in pixels
   * @param height of the file's image in pixels
   * @param channels of the file's image: 1 if it is grey, and 3 otherwise
   */
  public record Image(byte[] bytes, int width, int height, int channels) {}

  /**
   * Reads a PNG or JPEG.
   *
   * @throws IOException with one sentence for the user if it is not a readable image
   */
  public Image read(Path file) throws IOException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("it is no file");
      }
      SquareImage.requireLength(Files.size(file));
      SquareImage square = SquareImage.decode(Files.readAllBytes(file), shape.height());
      int channels = square.grey() ? 1 : 3;
      byte[] planes =
          channels == 1 ? Arrays.copyOf(square.bytes(), square.bytes().length / 3) : square.bytes();
      return new Image(
          converted(planes, channels), square.sourceWidth(), square.sourceHeight(), channels);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + DataException.reason(e), e);
    }
  }

  /**
   * The channels that the network takes of an image that has its height and width: grey in all
   * three, or the luma of the colours (ITU-R BT.601).
   *
   * @param planes (channels, H, W), unsigned bytes; given back itself where nothing is to do
   * @param channels of it, 1 or 3
   */
  public byte[] converted(byte[] planes, int channels) {
    if (channels == shape.channels()) {
      return planes;
    }
    byte[] made = new byte[shape.size()];
    int plane = shape.height() * shape.width();
    if (channels == 1) {
      for (int c = 0; c < shape.channels(); c++) {
        System.arraycopy(planes, 0, made, c * plane, plane);
      }
      return made;
    }
    for (int i = 0; i < plane; i++) {
      int red = planes[i] & 0xff;
      int green = planes[plane + i] & 0xff;
      int blue = planes[2 * plane + i] & 0xff;
      made[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return made;
  }
}
