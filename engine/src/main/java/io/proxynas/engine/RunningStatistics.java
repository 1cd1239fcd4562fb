package io.proxynas.engine;

import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import java.util.List;

/**
 * An estimate of the running statistics of a network's batch normalisations from any number of
 * batches, each of which is normalised by its own (Yu and Huang, "Universally slimmable networks
 * and improved training techniques", ICCV 2019, arXiv 1903.05134: post-statistics of batch
 * normalization).
 *
 * <pre>{@code
 * RunningStatistics estimate = new RunningStatistics(network.program());
 * for (float[] batch : batches) {
 *   network.measureStatistics(batch, 50, estimate);
 * }
 * network.takeStatistics(estimate);
 * }</pre>
 */
public final class RunningStatistics {

  /*
   * Batches are pooled by their counts, as Chan, Golub and LeVeque update pairs of samples ("Updating
   * formulae and a pairwise algorithm for computing sample variances", 1979): with n images of mean m
   * and summed variance s, and a batch of k images of mean m' and variance v',
   *
   *   s ← s + k·v' + (m' − m)²·n·k/(n + k),   m ← m + (m' − m)·k/(n + k).
   *
   * So the first normalisation of a network, whose input does not depend on the batch, gets the exact
   * mean and variance of its input over all images. The published method averages the variances of
   * batches instead, which leaves out how far their means are apart.
   */

  private final List<Operation.BatchNormalization> normalizations;
  private final double[][] means;
  private final double[][] squares;
  private long images;

  /**
   * Of no batch yet.
   *
   * @param program of the network
   */
  public RunningStatistics(Program program) {
    normalizations =
        program.instructions().stream()
            .map(Instruction::operation)
            .filter(Operation.BatchNormalization.class::isInstance)
            .map(Operation.BatchNormalization.class::cast)
            .toList();
    means = zeros();
    squares = zeros();
  }

  private double[][] zeros() {
    return normalizations.stream().map(n -> new double[n.mean().size()]).toArray(double[][]::new);
  }

  /** Adds a batch, whose statistics stand where the network has its running ones. */
  void add(float[] weights, int count) {
    for (int i = 0; i < means.length; i++) {
      Parameter mean = normalizations.get(i).mean();
      Parameter variance = normalizations.get(i).variance();
      for (int c = 0; c < means[i].length; c++) {
        double step = weights[mean.offset() + c] - means[i][c];
        double share = (double) count / (images + count);
        squares[i][c] +=
            count * (double) weights[variance.offset() + c] + step * step * images * share;
        means[i][c] += step * share;
      }
    }
    images += count;
  }

  /** Writes the estimate to where the network has its running statistics. */
  void writeTo(float[] weights) {
    if (images == 0) {
      throw new IllegalStateException(
          "running statistics must be estimated from at least 1 batch, but were from 0");
    }
    for (int i = 0; i < means.length; i++) {
      Parameter mean = normalizations.get(i).mean();
      Parameter variance = normalizations.get(i).variance();
      for (int c = 0; c < means[i].length; c++) {
        weights[mean.offset() + c] = (float) means[i][c];
        weights[variance.offset() + c] = (float) (squares[i][c] / images);
      }
    }
  }
}
