package io.proxynas.experiments.feature;

import de.javagl.tsne.Tsne;
import io.proxynas.condense.method.Features;
import io.proxynas.engine.Seed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Features in two dimensions, near ones near each other: t-SNE (van der Maaten and Hinton,
 * Visualizing Data using t-SNE, JMLR 9, 2008) with the trees of Barnes and Hut (van der Maaten,
 * Accelerating t-SNE using Tree-Based Algorithms, JMLR 15, 2014), by the library bh-tsne.
 *
 * <p>Which points are near each other says something; distances between groups, their sizes and
 * densities do not.
 *
 * @param perplexity about how many neighbours of a point count, at least 1
 * @param iterations of the descent, at least 1; the library needs some hundred
 */
public record NeighbourEmbedding(double perplexity, int iterations) {

  /** The defaults of the papers. */
  public static final NeighbourEmbedding PAPER = new NeighbourEmbedding(30, 1000);

  private static final int NO_PCA = 0; // and so none of the library's linear algebra
  private static final double ACCURACY = 0.5; // theta of the second paper: its value

  public NeighbourEmbedding {
    if (!(perplexity >= 1 && perplexity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the perplexity must be at least 1, but was " + perplexity);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, but was " + iterations);
    }
  }

  /**
   * Maps features. The same seed gives the same bits at any number of workers.
   *
   * @param features of more than 3 points that are not all alike; fewer than three times the
   *     perplexity lower it
   * @param seed decides where the points start
   * @param workers threads, at least 1
   * @return (N, 2), a row a point
   * @throws InterruptedException if the thread is interrupted
   */
  public double[][] of(Features features, Seed seed, int workers) throws InterruptedException {
    int points = features.count();
    if (points < 4) {
      throw new IllegalArgumentException(
          "there must be at least 4 points to map, but there were " + points);
    }
    Tsne tsne = new Tsne();
    tsne.setMessageConsumer(null); // it would print
    tsne.setInitialDims(NO_PCA);
    tsne.setTheta(ACCURACY);
    tsne.setPerplexity(Math.min(perplexity, Math.floor((points - 1) / 3.0)));
    tsne.setMaxIterations(iterations);
    tsne.setRandomSeed(seed.value());
    return run(tsne, scaled(features), workers);
  }

  /** Rows of values in [0, 1]: the library divides by the largest, which may be 0 or negative. */
  private static double[][] scaled(Features features) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : features.values()) {
      low = Math.min(low, value); // NaN stays
      high = Math.max(high, value);
    }
    if (!(low < high && high - low < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "features to map must be finite and differ, but were from %s to %s".formatted(low, high));
    }
    double[][] rows = new double[features.count()][features.size()];
    for (int i = 0; i < features.values().length; i++) {
      rows[i / features.size()][i % features.size()] = (features.values()[i] - low) / (high - low);
    }
    return rows;
  }

  /** The library runs parallel streams: in a pool of this size here, not on all processors. */
  private static double[][] run(Tsne tsne, double[][] rows, int workers)
      throws InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(workers);
    try {
      return pool.submit(() -> tsne.run(rows)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the map of features failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }
}
