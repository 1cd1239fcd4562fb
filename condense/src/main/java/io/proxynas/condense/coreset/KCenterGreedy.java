package io.proxynas.condense.coreset;

import io.proxynas.condense.set.Method;
import java.util.Arrays;

/**
 * K-center greedy (Sener and Savarese, "Active Learning for Convolutional Neural Networks: A
 * Core-Set Approach", ICLR 2018, algorithm 1), within each class: each image chosen is the one
 * farthest from its nearest chosen one, so that balls about the chosen images soon cover the class.
 *
 * <p>The paper starts from images that are labelled already. Here there are none, and the first is
 * the image nearest to the mean of the class. Features are those of a network trained on the real
 * images. Of images that are equally far, the first is taken.
 */
public final class KCenterGreedy extends FeatureCoreset {

  /**
   * @param network whose embeddings are the features
   * @param workers threads that choose, at least 1
   */
  public KCenterGreedy(FeatureNetwork network, int workers) {
    super(Method.KCENTER, network, workers, KCenterGreedy::choose);
  }

  /** Rows in the order of their choice. */
  static int[] choose(Features features, int count) {
    int[] chosen = new int[count];
    double[] distances = new double[features.count()]; // squared, to the nearest chosen row
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    chosen[0] = Herding.choose(features, 1)[0]; // the image nearest to the mean
    for (int k = 1; k < count; k++) {
      int last = chosen[k - 1];
      double[] centre = features.row(last);
      distances[last] = -1; // below the distance 0 of an equal image that is not chosen
      for (int row = 0; row < distances.length; row++) {
        if (distances[row] > 0) {
          distances[row] = Math.min(distances[row], features.squaredDistance(row, centre));
        }
      }
      chosen[k] = farthest(distances);
    }
    return chosen;
  }

  private static int farthest(double[] distances) {
    int farthest = 0;
    for (int row = 1; row < distances.length; row++) {
      if (distances[row] > distances[farthest]) {
        farthest = row;
      }
    }
    return farthest;
  }
}
