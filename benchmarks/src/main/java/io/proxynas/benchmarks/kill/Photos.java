package io.proxynas.benchmarks.kill;

import io.proxynas.engine.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** An image folder of three classes of grey patterns of 12 × 12 pixels under noise. */
final class Photos {

  /** Of the folder. */
  static final String NAME = "photos";

  private static final int SIZE = 12;

  /** The cache of decoded images goes by the times of the files. */
  private static final FileTime WRITTEN = FileTime.fromMillis(0);

  private static final Map<String, Integer> PARTS = new TreeMap<>(Map.of("train", 20, "test", 5));
  private static final Map<String, BiPredicate<Integer, Integer>> CLASSES =
      new TreeMap<>(
          Map.of(
              "across", (y, x) -> y / 2 % 2 == 0,
              "checked", (y, x) -> (y / 2 + x / 2) % 2 == 0,
              "down", (y, x) -> x / 2 % 2 == 0));

  private Photos() {}

  /** Writes the same images each time. */
  static void write(Path folder) throws IOException {
    RandomGenerator random = new Seed(1).generator();
    for (var part : PARTS.entrySet()) {
      for (var kind : CLASSES.entrySet()) {
        Path place = Files.createDirectories(folder.resolve(part.getKey()).resolve(kind.getKey()));
        for (int i = 0; i < part.getValue(); i++) {
          BufferedImage image = image(kind.getValue(), random);
          Path file = place.resolve("%03d.png".formatted(i));
          ImageIO.write(image, "png", file.toFile());
          Files.setLastModifiedTime(file, WRITTEN);
        }
      }
    }
  }

  private static BufferedImage image(
      BiPredicate<Integer, Integer> isLight, RandomGenerator random) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int value = (isLight.test(y, x) ? 150 : 30) + random.nextInt(60);
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }
}
