package io.proxynas.eval;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.random.RandomGenerator;

/** Three classes of grey 8x8 patterns under noise, which a small network learns at once. */
public final class TinyImages {

  public static final int SIZE = 8;
  public static final int TRAIN = 60;
  public static final int TEST = 15;

  private TinyImages() {}

  /** The data set {@code tiny}. */
  public static DataSet data() {
    return DataSet.of("tiny", train(), test(), true);
  }

  /** The training images, with values in [0, 1]. */
  public static LabelledImages train() {
    return images(TRAIN, new Seed(1));
  }

  /** The test images on the same scale. */
  public static LabelledImages test() {
    return images(TEST, new Seed(2));
  }

  private static LabelledImages images(int count, Seed seed) {
    RandomGenerator random = seed.generator();
    float[][] images = new float[count][SIZE * SIZE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      for (int p = 0; p < SIZE * SIZE; p++) {
        int y = p / SIZE / 2 % 2;
        int x = p % SIZE / 2 % 2;
        int pattern = labels[i] == 0 ? y : labels[i] == 1 ? x : y ^ x;
        images[i][p] = (float) (0.25 + 0.5 * pattern + random.nextDouble(-0.2, 0.2));
      }
    }
    return LabelledImages.of(
        new ImageShape(1, SIZE, SIZE), List.of("across", "down", "checked"), images, labels);
  }
}
