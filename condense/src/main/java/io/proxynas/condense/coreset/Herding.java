package io.proxynas.condense.coreset;

import io.proxynas.condense.set.Method;

/**
 * Herding (Welling, "Herding Dynamical Weights to Learn", ICML 2009) as a selection of images
 * (Rebuffi et al., "iCaRL", CVPR 2017, algorithm 4): each image chosen is the one that brings the
 * mean of the features chosen so far nearest to the mean of the class.
 *
 * <p>Features are those of a network trained on the real images. iCaRL scales each to length 1;
 * here they stay as they are. Of images that are equally near, the first is taken.
 */
public final class Herding extends FeatureCoreset {

  /**
   * @param network whose embeddings are the features
   * @param workers threads that choose, at least 1
   */
  public Herding(FeatureNetwork network, int workers) {
    super(Method.HERDING, network, workers, Herding::choose);
  }

  /** Rows in the order of their choice. */
  static int[] choose(Features features, int count) {
    double[] mean = features.mean();
    double[] wanted = new double[mean.length]; // (k + 1) · mean − the sum of those chosen
    boolean[] taken = new boolean[features.count()];
    int[] chosen = new int[count];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] += mean[i];
      }
      int nearest = nearest(features, wanted, taken);
      taken[nearest] = true;
      chosen[k] = nearest;
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] -= features.values()[nearest * wanted.length + i];
      }
    }
    return chosen;
  }

  private static int nearest(Features features, double[] point, boolean[] taken) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < taken.length; row++) {
      double distance = taken[row] ? Double.NaN : features.squaredDistance(row, point);
      if (distance < least) {
        least = distance;
        nearest = row;
      }
    }
    return nearest;
  }
}
