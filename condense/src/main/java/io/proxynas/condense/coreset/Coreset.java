package io.proxynas.condense.coreset;

import io.proxynas.train.data.LabelledImages;
import java.util.stream.IntStream;

/** Some of the real images, the same number of each class: what every selection ends in. */
public final class Coreset {

  private Coreset() {}

  /**
   * The images of a class to choose from, ascending.
   *
   * @throws IllegalArgumentException if there are fewer than asked for
   */
  static int[] candidates(LabelledImages real, int label, int count) {
    int[] indices = real.indicesOf(label);
    String name = real.classNames().get(label);
    if (indices.length == 0) {
      throw new IllegalArgumentException(
          "each class must have at least 1 image, but class \"%s\" has none".formatted(name));
    }
    if (count < 1 || count > indices.length) {
      throw new IllegalArgumentException(
          "images per class must be in [1, %d] for class \"%s\", but was %d"
              .formatted(indices.length, name, count));
    }
    return indices;
  }

  /** As {@link #candidates}, for every class: before any work is done for one of them. */
  static int[][] candidates(LabelledImages real, int count) {
    return IntStream.range(0, real.classes())
        .mapToObj(label -> candidates(real, label, count))
        .toArray(int[][]::new);
  }

  /** Copies the chosen images, in their order. */
  public static LabelledImages of(LabelledImages real, int[] chosen) {
    int imageSize = real.shape().size();
    float[] pixels = new float[Math.multiplyExact(chosen.length, imageSize)];
    real.copy(chosen, 0, chosen.length, pixels);
    return new LabelledImages(
        real.shape(),
        real.classNames(),
        pixels,
        IntStream.of(chosen).map(i -> real.labels()[i]).toArray());
  }
}
