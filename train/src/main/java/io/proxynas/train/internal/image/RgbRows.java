package io.proxynas.train.internal.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * The rows of an image as red, green and blue: grey in all three, 16 bits scaled to 8, on black
 * where it is transparent.
 */
final class RgbRows {

  private final BufferedImage image;
  private final Raster raster;
  private final ColorModel model;
  private final boolean plain;
  private final boolean bytes;
  private final int[] row;
  private final float[] alpha;

  RgbRows(BufferedImage image) {
    this.image = image;
    raster = image.getRaster();
    model = image.getColorModel();
    plain = hasPlainSamples(model);
    bytes =
        plain
            && !model.hasAlpha()
            && raster.getSampleModel() instanceof PixelInterleavedSampleModel
            && raster.getDataBuffer() instanceof DataBufferByte;
    row = new int[image.getWidth()];
    alpha = new float[image.getWidth()];
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** Whether the samples are grey or RGB values as the file has them. */
  private static boolean hasPlainSamples(ColorModel model) {
    int space = model.getColorSpace().getType();
    int type = model.getTransferType();
    return !(model instanceof IndexColorModel)
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
        && !model.isAlphaPremultiplied()
        && (type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT);
  }

  /**
   * Copies a row.
   *
   * @param y of the row
   * @param into (3, width) from the offset on; each value in [0, 255]
   */
  void copy(int y, float[][] into, int offset) {
    if (bytes) {
      copyBytes(y, into, offset);
    } else if (plain) {
      copySamples(y, into, offset);
    } else {
      copyColors(y, into, offset);
    }
  }

  /** The usual case, past the raster's methods, which take as long as the decoding. */
  private void copyBytes(int y, float[][] into, int offset) {
    PixelInterleavedSampleModel layout = (PixelInterleavedSampleModel) raster.getSampleModel();
    byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
    int x0 = -raster.getSampleModelTranslateX();
    int y0 = y - raster.getSampleModelTranslateY();
    int step = layout.getPixelStride();
    for (int c = 0; c < 3; c++) {
      int band = Math.min(c, raster.getNumBands() - 1);
      int at = raster.getDataBuffer().getOffset() + layout.getOffset(x0, y0, band);
      float[] plane = into[c];
      for (int x = 0; x < row.length; x++, at += step) {
        plane[offset + x] = data[at] & 0xff;
      }
    }
  }

  private void copySamples(int y, float[][] into, int offset) {
    copyAlpha(y);
    int colors = model.getNumColorComponents();
    for (int c = 0; c < 3; c++) {
      int band = Math.min(c, colors - 1);
      float scale = 255f / ((1 << model.getComponentSize(band)) - 1);
      raster.getSamples(0, y, row.length, 1, band, row);
      for (int x = 0; x < row.length; x++) {
        into[c][offset + x] = row[x] * scale * alpha[x];
      }
    }
  }

  private void copyAlpha(int y) {
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

  /** By the colour model: right for palettes, but it would apply a gamma curve to grey samples. */
  private void copyColors(int y, float[][] into, int offset) {
    image.getRGB(0, y, row.length, 1, row, 0, row.length);
    for (int x = 0; x < row.length; x++) {
      float opacity = (row[x] >>> 24) / 255f;
      for (int c = 0; c < 3; c++) {
        into[c][offset + x] = (row[x] >> (16 - 8 * c) & 0xff) * opacity;
      }
    }
  }
}
