package io.proxynas.condense.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
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
  private final int bands;
  private final int[] row;
  private final byte[] byteRow;
  private final float[] alpha;

  RgbRows(BufferedImage image) {
    this.image = image;
    raster = image.getRaster();
    model = image.getColorModel();
    plain = hasPlainSamples(model);
    bands = raster.getNumBands();
    bytes =
        plain
            && !model.hasAlpha()
            && raster.getSampleModel() instanceof PixelInterleavedSampleModel
            && raster.getTransferType() == DataBuffer.TYPE_BYTE;
    row = new int[image.getWidth()];
    byteRow = new byte[bytes ? image.getWidth() * bands : 0];
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

  /** The usual case, at once. */
  private void copyBytes(int y, float[][] into, int offset) {
    raster.getDataElements(0, y, row.length, 1, byteRow);
    for (int c = 0; c < 3; c++) {
      int band = Math.min(c, bands - 1);
      for (int x = 0; x < row.length; x++) {
        into[c][offset + x] = byteRow[x * bands + band] & 0xff;
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
