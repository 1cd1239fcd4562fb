package io.proxynas.condense.match;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.Worded;
import io.proxynas.train.data.LabelledImages;
import java.util.random.RandomGenerator;

/** How the real images of an iteration are chosen. */
public enum RealBatches implements Worded {
  /** At random, without replacement. */
  RANDOM,
  /**
   * From all over the class: k-means parts its images into as many clusters as a batch has images
   * ({@link ClusteredSampler}).
   */
  CLUSTERED;

  /**
   * What draws the batches of one class.
   *
   * @param label the class
   * @param size images of a batch, at least 1; a smaller class gives all it has
   * @param seed of the clustering, not of the draws
   */
  RealSampler sampler(LabelledImages real, int label, int size, Seed seed) {
    int[] members = real.indicesOf(label);
    return switch (this) {
      case RANDOM -> new RandomSampler(members, Math.min(size, members.length));
      case CLUSTERED -> new ClusteredSampler(real, members, Math.min(size, members.length), seed);
    };
  }

  private record RandomSampler(int[] members, int size, int[] drawn) implements RealSampler {
    RandomSampler(int[] members, int size) {
      this(members, size, members.clone());
    }

    @Override
    public int[] draw(RandomGenerator random) {
      // From the same order each time, so that a draw depends on its own random numbers alone.
      System.arraycopy(members, 0, drawn, 0, members.length);
      Shuffle.prefix(drawn, size, random);
      return drawn;
    }
  }
}
