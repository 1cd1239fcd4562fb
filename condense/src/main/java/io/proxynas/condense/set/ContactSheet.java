package io.proxynas.condense.set;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture of a set of images: a row for each class with its name, up to {@value #COLUMNS} images
 * a row. One channel is shown as grey, three as red, green and blue. The file says where the images
 * lie ({@link SheetLayout}).
 */
public final class ContactSheet {

  private static final int COLUMNS = 50;
  private static final int GAP = 2;
  private static final int MARGIN = 8;
  private static final int CELL = 56; // small images are enlarged to about this height
  private static final int BACKGROUND = 0xf4f4f4;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final LabelledImages images;
  private final int[][] rows; // indices of the images shown, by class
  private final int zoom;
  private final float[] low; // black, by channel
  private final float[] high; // white

  private ContactSheet(LabelledImages images, int zoom) {
    this.images = images;
    ImageShape shape = images.shape();
    rows =
        IntStream.range(0, images.classes())
            .mapToObj(c -> IntStream.of(images.indicesOf(c)).limit(COLUMNS).toArray())
            .toArray(int[][]::new);
    this.zoom = zoom;
    low = new float[shape.channels()];
    high = new float[shape.channels()];
    findRange();
  }

  /**
   * Writes the picture as a PNG file, atomically, small images enlarged.
   *
   * @param images (N, C, H, W) standardised
   * @param png the file
   */
  public static void write(LabelledImages images, Path png) throws IOException {
    write(images, Math.max(1, Math.round((float) CELL / images.shape().height())), png);
  }

  /**
   * Writes the picture as a PNG file, atomically.
   *
   * @param images (N, C, H, W) standardised
   * @param zoom points of the picture for a pixel of an image, each way; at least 1
   * @param png the file
   */
  public static void write(LabelledImages images, int zoom, Path png) throws IOException {
    Require.atLeastOne("the zoom", zoom);
    AtomicFile.write(png, out -> out.write(new ContactSheet(images, zoom).png()));
  }

  /**
   * Standardised pixels have no fixed range, and synthetic ones outliers. So each channel is shown
   * from the lowest to the highest value that all but half a per cent at either end keep within.
   */
  private void findRange() {
    int[] shown = Arrays.stream(rows).flatMapToInt(IntStream::of).toArray();
    int plane = images.shape().height() * images.shape().width();
    float[] image = new float[images.shape().size()];
    for (int c = 0; c < low.length && shown.length > 0; c++) {
      float[] values = new float[shown.length * plane];
      for (int i = 0; i < shown.length; i++) {
        images.pixels().copy(shown[i], image, 0);
        System.arraycopy(image, c * plane, values, i * plane, plane);
      }
      Arrays.sort(values);
      int tail = values.length / 200;
      low[c] = values[tail];
      high[c] = values[values.length - 1 - tail];
    }
  }

  /** The file: the picture, and where the images are in it. */
  private byte[] png() throws IOException {
    int left = MARGIN + labelWidth(images.classNames());
    byte[] png = AtomicFile.png(draw(left));
    return new SheetLayout(
            left,
            MARGIN,
            images.shape().width() * zoom,
            images.shape().height() * zoom,
            GAP,
            IntStream.range(0, rows.length)
                .mapToObj(c -> new SheetLayout.Row(images.classNames().get(c), rows[c].length))
                .toList())
        .in(png);
  }

  private BufferedImage draw(int left) {
    int cellHeight = images.shape().height() * zoom + GAP;
    int cellWidth = images.shape().width() * zoom + GAP;
    int columns = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    BufferedImage picture =
        blank(left + columns * cellWidth + MARGIN, 2 * MARGIN + rows.length * cellHeight);
    float[] image = new float[images.shape().size()];
    for (int r = 0; r < rows.length; r++) {
      for (int column = 0; column < rows[r].length; column++) {
        images.pixels().copy(rows[r][column], image, 0);
        paste(image, picture, left + column * cellWidth, MARGIN + r * cellHeight);
      }
    }
    if (left > MARGIN) {
      drawLabels(picture, cellHeight);
    }
    return picture;
  }

  private static BufferedImage blank(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    Arrays.fill(row, BACKGROUND);
    for (int y = 0; y < height; y++) {
      picture.setRGB(0, y, width, 1, row, 0, width);
    }
    return picture;
  }

  private void paste(float[] image, BufferedImage picture, int left, int top) {
    int width = images.shape().width();
    int height = images.shape().height();
    for (int y = 0; y < height * zoom; y++) {
      for (int x = 0; x < width * zoom; x++) {
        picture.setRGB(left + x, top + y, colour(image, (y / zoom) * width + x / zoom));
      }
    }
  }

  private int colour(float[] image, int pixel) {
    boolean grey = low.length < 3;
    int red = level(image, 0, pixel);
    int green = grey ? red : level(image, 1, pixel);
    int blue = grey ? red : level(image, 2, pixel);
    return red << 16 | green << 8 | blue;
  }

  private int level(float[] image, int channel, int pixel) {
    float value = image[channel * images.shape().height() * images.shape().width() + pixel];
    float range = Math.max(Float.MIN_NORMAL, high[channel] - low[channel]);
    return Math.round(255 * Math.max(0, Math.min(1, (value - low[channel]) / range)));
  }

  /** The width of the column of names; 0 where this machine cannot draw text. */
  private static int labelWidth(List<String> names) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return MARGIN
          + names.stream().mapToInt(graphics.getFontMetrics(FONT)::stringWidth).max().orElse(0);
    } catch (LinkageError | InternalError | RuntimeException e) {
      return 0; // a machine without fonts or their library: the images alone still serve
    } finally {
      graphics.dispose();
    }
  }

  private void drawLabels(BufferedImage picture, int cellHeight) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.DARK_GRAY);
    graphics.setFont(FONT);
    int middle = (cellHeight - GAP + graphics.getFontMetrics().getAscent()) / 2;
    for (int r = 0; r < rows.length; r++) {
      graphics.drawString(images.classNames().get(r), MARGIN, MARGIN + r * cellHeight + middle);
    }
    graphics.dispose();
  }
}
