package io.proxynas.examples.library;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Images to try the program on: discs, rings and squares, anywhere, of any size, under noise. */
final class Drawings {

  private static final int SIZE = 16;
  private static final int TRAIN = 100;
  private static final int TEST = 20;

  private Drawings() {}

  /** What is drawn; each is a class. */
  private enum Figure {
    DISC,
    RING,
    SQUARE;

    void draw(Graphics2D on, SplittableRandom random) {
      double side = random.nextDouble(7, 11);
      double x = random.nextDouble(1, SIZE - side - 1);
      double y = random.nextDouble(1, SIZE - side - 1);
      on.setColor(new Color(random.nextInt(120, 200) * 0x010101));
      switch (this) {
        case DISC -> on.fill(new Ellipse2D.Double(x, y, side, side));
        case RING -> on.draw(new Ellipse2D.Double(x, y, side, side));
        case SQUARE -> on.draw(new Rectangle2D.Double(x, y, side, side));
      }
    }
  }

  /**
   * Draws the images of all classes.
   *
   * @return the folder, with {@code train/<class>/} and {@code test/<class>/} in it
   */
  static Path write(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (Figure figure : Figure.values()) {
      write(folder.resolve("train").resolve(figure.name()), figure, TRAIN, random);
      write(folder.resolve("test").resolve(figure.name()), figure, TEST, random);
    }
    return folder;
  }

  private static void write(Path folder, Figure figure, int count, SplittableRandom random)
      throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D graphics = image.createGraphics();
      graphics.setStroke(new BasicStroke(2));
      figure.draw(graphics, random);
      graphics.dispose();
      for (int p = 0; p < SIZE * SIZE; p++) {
        int value = image.getRaster().getSample(p % SIZE, p / SIZE, 0);
        image
            .getRaster()
            .setSample(p % SIZE, p / SIZE, 0, Math.min(255, value + random.nextInt(50)));
      }
      ImageIO.write(image, "png", folder.resolve("%03d.png".formatted(i)).toFile());
    }
  }
}
