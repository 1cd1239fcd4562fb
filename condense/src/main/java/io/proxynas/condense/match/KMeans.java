package io.proxynas.condense.match;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Lloyd's k-means ("Least Squares Quantization in PCM", 1982) from random points as first centres.
 * A centre that loses all its points stays where it is.
 */
final class KMeans {

  private final float[][] points;
  private final float[][] centres;
  private final int[] cluster;

  /**
   * @param points (n, features)
   * @param k clusters, in [1, n]
   */
  KMeans(float[][] points, int k, RandomGenerator random) {
    this.points = points;
    this.cluster = new int[points.length];
    int[] order = new int[points.length];
    Arrays.setAll(order, i -> i);
    io.proxynas.engine.Shuffle.prefix(order, k, random);
    centres = new float[k][];
    Arrays.setAll(centres, c -> points[order[c]].clone());
  }

  /**
   * Moves points and centres in turn until no point changes its cluster.
   *
   * @param rounds at most
   * @return the cluster of each point
   */
  int[] fit(int rounds) {
    boolean changed = true;
    for (int round = 0; round < rounds && changed; round++) {
      changed = assign();
      moveCentres();
    }
    return cluster;
  }

  private boolean assign() {
    boolean changed = false;
    for (int i = 0; i < points.length; i++) {
      int nearest = nearest(points[i], cluster[i]);
      changed |= nearest != cluster[i];
      cluster[i] = nearest;
    }
    return changed;
  }

  /** The centre nearest to a point; the one it has, among equals. */
  private int nearest(float[] point, int own) {
    int best = own;
    float least = distance(point, centres[own], Float.POSITIVE_INFINITY);
    for (int c = 0; c < centres.length; c++) {
      float distance = distance(point, centres[c], least);
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }

  /** The squared distance, or some value from {@code enough} on if it is that large. */
  private static float distance(float[] a, float[] b, float enough) {
    float sum = 0;
    for (int i = 0; i < a.length && sum < enough; i++) {
      float difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  private void moveCentres() {
    int[] counts = new int[centres.length];
    float[][] sums = new float[centres.length][centres[0].length];
    for (int i = 0; i < points.length; i++) {
      counts[cluster[i]]++;
      float[] sum = sums[cluster[i]];
      for (int f = 0; f < sum.length; f++) {
        sum[f] += points[i][f];
      }
    }
    for (int c = 0; c < centres.length; c++) {
      for (int f = 0; f < sums[c].length && counts[c] > 0; f++) {
        centres[c][f] = sums[c][f] / counts[c];
      }
    }
  }
}
