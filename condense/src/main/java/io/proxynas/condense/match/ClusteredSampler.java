package io.proxynas.condense.match;

import io.proxynas.engine.Seed;
import io.proxynas.train.data.LabelledImages;
import java.util.random.RandomGenerator;

/**
 * Batches that stand for their whole class, as in DREAM (Liu et al., "DREAM: Efficient Dataset
 * Distillation by Representative Matching", ICCV 2023, arXiv 2302.14416): k-means parts the class
 * into as many clusters as a batch has images.
 *
 * <p>Where DREAM takes the image nearest to each centre, this draws systematically along the list
 * of images ordered by cluster: from a random start every (n / size)-th. Each image has the same
 * probability, so the batch's mean embedding is unbiased, and each cluster gives its share to
 * within one image, so the mean varies less than that of a random batch.
 */
final class ClusteredSampler implements RealSampler {

  private static final int BLOCK = 4;
  private static final int ROUNDS = 10;

  private final int[] ordered;
  private final int[] drawn;

  ClusteredSampler(LabelledImages real, int[] members, int size, Seed seed) {
    drawn = new int[size];
    KMeans clusters = new KMeans(features(real, members), size, seed.generator());
    ordered = members.clone();
    int[] cluster = clusters.fit(ROUNDS);
    int next = 0;
    for (int c = 0; c < size; c++) {
      for (int i = 0; i < members.length; i++) {
        if (cluster[i] == c) {
          ordered[next++] = members[i];
        }
      }
    }
  }

  /** Means of blocks of 4x4 pixels, which tell images apart at a sixteenth of the cost. */
  private static float[][] features(LabelledImages real, int[] members) {
    int rows = (real.shape().height() + BLOCK - 1) / BLOCK;
    int columns = (real.shape().width() + BLOCK - 1) / BLOCK;
    float[][] features = new float[members.length][real.shape().channels() * rows * columns];
    float[] image = new float[real.shape().size()];
    for (int i = 0; i < members.length; i++) {
      real.copy(members, i, 1, image);
      for (int p = 0; p < image.length; p++) {
        int row = p / real.shape().width(); // counted through all channels
        int channel = row / real.shape().height();
        int block = (row % real.shape().height()) / BLOCK;
        int column = p % real.shape().width() / BLOCK;
        features[i][(channel * rows + block) * columns + column] += image[p] / (BLOCK * BLOCK);
      }
    }
    return features;
  }

  @Override
  public int size() {
    return drawn.length;
  }

  @Override
  public int[] draw(RandomGenerator random) {
    double step = (double) ordered.length / drawn.length;
    double start = random.nextDouble() * step;
    for (int i = 0; i < drawn.length; i++) {
      // The start is below one step; the bound guards against rounding.
      drawn[i] = ordered[Math.min(ordered.length - 1, (int) (start + i * step))];
    }
    return drawn;
  }
}
