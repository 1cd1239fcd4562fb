package io.proxynas.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** An image folder of three classes of grey 12x12 images that a small network learns at once. */
public final class TinyImages {

  public static final int SIZE = 12;
  public static final int TRAIN = 20;
  public static final int TEST = 5;

  private TinyImages() {}

  public static Path write(Path folder) throws IOException {
    Random random = new Random(1);
    for (Pattern pattern : Pattern.values()) {
      write(folder.resolve("train"), pattern, TRAIN, random);
      write(folder.resolve("test"), pattern, TEST, random);
    }
    return folder;
  }

  private static void write(Path part, Pattern pattern, int count, Random random)
      throws IOException {
    Path folder = Files.createDirectories(part.resolve(pattern.name()));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          int value = pattern.at(y, x) ? 180 : 60;
          image.getRaster().setSample(x, y, 0, value + random.nextInt(60) - 30);
        }
      }
      ImageIO.write(image, "png", folder.resolve("%03d.png".formatted(i)).toFile());
    }
  }

  private enum Pattern {
    ACROSS,
    CHECKED,
    DOWN;

    boolean at(int y, int x) {
      return switch (this) {
        case ACROSS -> y / 2 % 2 == 0;
        case CHECKED -> (y / 2 + x / 2) % 2 == 0;
        case DOWN -> x / 2 % 2 == 0;
      };
    }
  }
}
