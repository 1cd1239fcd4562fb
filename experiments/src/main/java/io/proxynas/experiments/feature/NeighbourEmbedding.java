package io.proxynas.experiments.feature;

import io.proxynas.condense.coreset.Features;
import io.proxynas.engine.Seed;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Features in two dimensions, near ones near each other: t-SNE, exactly (van der Maaten and Hinton,
 * Visualizing Data using t-SNE, JMLR 9, 2008). For a few thousand points: an iteration takes time
 * as their square.
 *
 * <p>Which points are near each other says something; distances between groups, their sizes and
 * densities do not.
 *
 * @param perplexity about how many neighbours of a point count, at least 1
 * @param iterations of the descent, at least 1; it needs some hundred
 */
public record NeighbourEmbedding(double perplexity, int iterations) {

  /*
   * Algorithm 1 of the paper: the gradient of the divergence KL(P ‖ Q) of the affinities on the map,
   * q_ij in proportion to 1 / (1 + |y_i − y_j|²), from those of the features, with momentum and a
   * gain for each coordinate (Jacobs, 1988). Early exaggeration by 12 as in van der Maaten, JMLR 15,
   * 2014. The learning rate grows with the number of points as Belkina et al. found it to need
   * (Nature Communications 10, 2019); 50 and 4 N / 48 here is what scikit-learn takes.
   */

  /** The defaults of the papers. */
  public static final NeighbourEmbedding PAPER = new NeighbourEmbedding(30, 1000);

  private static final int EARLY = 250; // iterations of exaggeration and of little momentum
  private static final double EXAGGERATION = 12;
  private static final double EARLY_MOMENTUM = 0.5;
  private static final double MOMENTUM = 0.8;
  private static final double LEAST_RATE = 50;
  private static final double LEAST_GAIN = 0.01;
  private static final double START = 1e-4; // deviation of the first map

  public NeighbourEmbedding {
    if (!(perplexity >= 1 && perplexity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the perplexity must be at least 1, but was " + perplexity);
    }
    Require.atLeastOne("iterations", iterations);
  }

  /**
   * Maps features. The same seed gives the same bits at any number of workers.
   *
   * @param features of at least 4 points that are not all alike; fewer than three times the
   *     perplexity lower it
   * @param seed decides where the points start
   * @param workers threads, at least 1
   * @return (N, 2), a row a point
   * @throws InterruptedException if the thread is interrupted
   */
  public double[][] of(Features features, Seed seed, int workers) throws InterruptedException {
    requireMappable(features);
    int points = features.count();
    double[][] p = Affinities.of(features, Math.min(perplexity, (points - 1) / 3.0));
    Descent descent = new Descent(p, seed.generator());
    try (WorkerPool threads = new WorkerPool("embed", Math.min(workers, points))) {
      for (int iteration = 0; iteration < iterations; iteration++) {
        boolean early = iteration < EARLY;
        double[][] gradient = gradient(descent.map, p, early ? EXAGGERATION : 1, threads, workers);
        descent.step(gradient, early ? EARLY_MOMENTUM : MOMENTUM);
      }
    }
    return descent.map;
  }

  private static void requireMappable(Features features) {
    if (features.count() < 4) {
      throw new IllegalArgumentException(
          "there must be at least 4 points to map, but there were " + features.count());
    }
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
  }

  /**
   * The gradient of KL(P ‖ Q) to the map, the affinities exaggerated: equation 5.
   *
   * @param map (N, 2)
   * @param p (N, N)
   * @return (N, 2)
   */
  static double[][] gradient(
      double[][] map, double[][] p, double exaggeration, WorkerPool threads, int workers)
      throws InterruptedException {
    double[][] attraction = new double[map.length][2];
    double[][] repulsion = new double[map.length][2];
    double[] sums = new double[map.length];
    List<Callable<Object>> parts = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int from = worker * map.length / workers;
      int to = (worker + 1) * map.length / workers;
      parts.add(
          Executors.callable(
              () -> {
                for (int i = from; i < to; i++) {
                  sums[i] = forces(i, map, p[i], attraction[i], repulsion[i]);
                }
              }));
    }
    threads.run(parts);
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    for (int i = 0; i < map.length; i++) {
      for (int d = 0; d < 2; d++) {
        attraction[i][d] = 4 * (exaggeration * attraction[i][d] - repulsion[i][d] / total);
      }
    }
    return attraction;
  }

  /**
   * Adds up what pulls and pushes a point.
   *
   * @return the sum of 1 / (1 + d²) over the other points
   */
  private static double forces(
      int i, double[][] map, double[] p, double[] attraction, double[] repulsion) {
    double sum = 0;
    double x = map[i][0];
    double y = map[i][1];
    for (int j = 0; j < map.length; j++) {
      double dx = x - map[j][0];
      double dy = y - map[j][1];
      double near = j == i ? 0 : 1 / (1 + dx * dx + dy * dy);
      double pull = p[j] * near;
      double push = near * near;
      attraction[0] += pull * dx;
      attraction[1] += pull * dy;
      repulsion[0] += push * dx;
      repulsion[1] += push * dy;
      sum += near;
    }
    return sum;
  }

  /** The map on its way. */
  private static final class Descent {

    private final double[][] map;
    private final double[][] velocity;
    private final double[][] gains;
    private final double rate;

    Descent(double[][] p, RandomGenerator random) {
      map = new double[p.length][2];
      velocity = new double[p.length][2];
      gains = new double[p.length][2];
      rate = Math.max(LEAST_RATE, p.length / EXAGGERATION / 4);
      for (int i = 0; i < map.length; i++) {
        for (int d = 0; d < 2; d++) {
          map[i][d] = START * random.nextGaussian();
          gains[i][d] = 1;
        }
      }
    }

    void step(double[][] gradient, double momentum) {
      for (int i = 0; i < map.length; i++) {
        for (int d = 0; d < 2; d++) {
          boolean downhill = gradient[i][d] * velocity[i][d] < 0; // still, by the last step
          double gain = downhill ? gains[i][d] + 0.2 : gains[i][d] * 0.8;
          gains[i][d] = Math.max(LEAST_GAIN, gain);
          velocity[i][d] = momentum * velocity[i][d] - rate * gains[i][d] * gradient[i][d];
          map[i][d] += velocity[i][d];
        }
      }
      centre();
    }

    private void centre() {
      for (int d = 0; d < 2; d++) {
        double mean = 0;
        for (double[] point : map) {
          mean += point[d] / map.length;
        }
        for (double[] point : map) {
          point[d] -= mean;
        }
      }
    }
  }
}
