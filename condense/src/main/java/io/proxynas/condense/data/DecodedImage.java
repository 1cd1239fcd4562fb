package io.proxynas.condense.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A decoded PNG or JPEG: three planes of red, green and blue, on black where it is transparent.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes (3, height, width), each value in [0, 255]
 */
public record DecodedImage(int width, int height, float[][] planes) {

  private static final long MAX_PIXELS = 1L << 26;

  /**
   * Decodes a file.
   *
   * @throws IOException if it is not a readable image
   */
  public static DecodedImage read(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new IOException("it cannot be opened");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("it is not an image");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return of(decode(reader));
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException e) {
      // The JDK's readers answer some damaged files with an index or argument exception.
      throw new IOException("it is damaged (" + e + ")", e);
    }
  }

  private static BufferedImage decode(ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MAX_PIXELS) {
      throw new IOException(
          "it must have at most %d pixels, but has %d".formatted(MAX_PIXELS, pixels));
    }
    return reader.read(0);
  }

  static DecodedImage of(BufferedImage image) {
    float[][] planes = new float[3][image.getWidth() * image.getHeight()];
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel || !hasPlainSamples(model)) {
      copyColors(image, planes);
    } else {
      copySamples(image.getRaster(), model, planes);
    }
    return new DecodedImage(image.getWidth(), image.getHeight(), planes);
  }

  /** Whether the samples are grey or RGB values as the file has them. */
  private static boolean hasPlainSamples(ColorModel model) {
    int space = model.getColorSpace().getType();
    int type = model.getTransferType();
    return (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
        && !model.isAlphaPremultiplied()
        && (type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT);
  }

  /** By the colour model: right for palettes, but it would apply a gamma curve to grey samples. */
  private static void copyColors(BufferedImage image, float[][] planes) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        float alpha = (row[x] >>> 24) / 255f;
        for (int c = 0; c < 3; c++) {
          planes[c][y * width + x] = (row[x] >> (16 - 8 * c) & 0xff) * alpha;
        }
      }
    }
  }

  private static void copySamples(Raster raster, ColorModel model, float[][] planes) {
    int width = raster.getWidth();
    int colors = model.getNumColorComponents();
    int[] row = new int[width];
    float[] alpha = new float[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      copyAlpha(raster, model, y, row, alpha);
      for (int c = 0; c < 3; c++) {
        int band = Math.min(c, colors - 1);
        float scale = 255f / ((1 << model.getComponentSize(band)) - 1);
        raster.getSamples(0, y, width, 1, band, row);
        for (int x = 0; x < width; x++) {
          planes[c][y * width + x] = row[x] * scale * alpha[x];
        }
      }
    }
  }

  private static void copyAlpha(Raster raster, ColorModel model, int y, int[] row, float[] alpha) {
    Arrays.fill(alpha, 1);
    if (model.hasAlpha()) {
      int band = model.getNumColorComponents();
      float scale = 1f / ((1 << model.getComponentSize(band)) - 1);
      raster.getSamples(0, y, row.length, 1, band, row);
      for (int x = 0; x < row.length; x++) {
        alpha[x] = row[x] * scale;
      }
    }
  }
}
