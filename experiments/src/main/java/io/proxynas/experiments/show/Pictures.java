package io.proxynas.experiments.show;

import io.proxynas.train.file.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts as PNG files into a folder. */
public final class Pictures {

  private static final int COLUMNS = 3;

  private final Path folder;
  private final Consumer<String> warnings;

  /**
   * Into a folder that is there.
   *
   * @param warnings hears if this machine cannot draw
   */
  public Pictures(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /**
   * The name of a picture of a data set, as in {@code accuracy-mnist.png}; a folder's name may have
   * characters that links in Markdown take for their own.
   */
  public static String file(String what, String dataSet) {
    return what + "-" + dataSet.replaceAll("[^A-Za-z0-9._-]", "_") + ".png";
  }

  /** Where files beside the charts may go. */
  public Path folder() {
    return folder;
  }

  /**
   * Writes charts of one size side by side, {@value #COLUMNS} a row. A Java without fonts cannot:
   * an older picture goes then, and the user is told.
   *
   * @param charts at least one
   * @param file its name in the folder, as in {@code loss.png}
   * @return whether it is there
   */
  public boolean write(List<? extends Chart<?, ?>> charts, String file) throws IOException {
    Path path = folder.resolve(file);
    BufferedImage picture;
    try {
      picture = together(charts);
    } catch (LinkageError | InternalError | RuntimeException e) {
      warnings.accept(file + " is not drawn, as where a Java has no fonts: " + e);
      Files.deleteIfExists(path);
      return false;
    }
    AtomicFile.write(path, picture);
    return true;
  }

  /** XChart's own way to merge wants whole rows. */
  private static BufferedImage together(List<? extends Chart<?, ?>> charts) {
    int width = charts.get(0).getWidth();
    int height = charts.get(0).getHeight();
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage picture =
        new BufferedImage(
            Math.min(COLUMNS, charts.size()) * width, rows * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int i = 0; i < charts.size(); i++) {
      BufferedImage one = BitmapEncoder.getBufferedImage(charts.get(i));
      graphics.drawImage(one, i % COLUMNS * width, i / COLUMNS * height, null);
    }
    graphics.dispose();
    return picture;
  }

  /**
   * Writes charts, and gives the line of Markdown that shows them; nothing where they cannot be
   * drawn. Otherwise as {@link #write}.
   */
  public String show(List<? extends Chart<?, ?>> charts, String file, String description)
      throws IOException {
    return write(charts, file) ? "![%s](%s)\n\n".formatted(description, file) : "";
  }
}
